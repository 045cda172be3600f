/**
 * Text that strangers chose, made safe to show: no control characters, no marks that turn the reading direction,
 * one line, and a length that keeps a row a row. React escapes markup; this is about looks.
 * @param text what arrived
 * @param max  most characters kept, an ellipsis included
 */
export function shown(text: string, max = 200): string {
  const clean = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')
    .trim()
  const characters = Array.from(clean)
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : clean
}

/** "what happened" and "what to do next" of an AppError as two sentences. */
export function sentences(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part[0]!.toUpperCase() + part.slice(1) + (/[.!?…]$/.test(part) ? '' : '.'))
    .join(' ')
}

/** A count with its noun: `plural(2000, 'commit')` is "2,000 commits". */
export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`

/** "refs/heads/main" is "main" to people. */
export const branchName = (ref: string) => shown(ref.replace(/^refs\/(heads|tags)\//, ''), 60)

/** Four groups of four: enough of a fingerprint to compare by eye. */
export const fingerprint = (peerId: string) =>
  (peerId.slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join(' ')
