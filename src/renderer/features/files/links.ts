/** Where a link or a picture of a Markdown file leads: what a stranger wrote must lead nowhere else. */

export type Target =
  | { readonly kind: 'web'; readonly href: string; readonly host: string }
  /** In the same repository, at the same ref. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'heading'; readonly slug: string }

/** Longer ones are no links that a person would follow. */
const MAX_HREF = 2000

/**
 * @param href as it was written
 * @param from path of the file that it stands in
 * @returns null: it leads nowhere. Of the web only https, without user information, as the desktop shell opens it.
 */
export function targetOf(href: string, from: string): Target | null {
  const written = href.trim()
  if (written === '' || written.length > MAX_HREF) return null
  if (written.startsWith('#')) return { kind: 'heading', slug: decoded(written.slice(1)) ?? '' }
  if (/^[a-z][a-z0-9+.-]*:|^[\\/]{2}/i.test(written)) return webTarget(written)
  const path = decoded(written.replace(/[?#].*$/s, ''))
  return path === null ? null : fileTarget(path, from)
}

function webTarget(written: string): Target | null {
  if (!URL.canParse(written)) return null
  const { protocol, username, password, href, host } = new URL(written)
  return protocol === 'https:' && username === '' && password === '' ? { kind: 'web', href, host } : null
}

function fileTarget(path: string, from: string): Target | null {
  const parts = path.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.length === 0 ? null : { kind: 'file', path: parts.join('/') }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** A heading's name in links, as the large hosts make it. */
export const slugOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
