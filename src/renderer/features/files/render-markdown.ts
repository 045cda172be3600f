/** Markdown that strangers wrote as elements for the page, loaded when the first of it is shown. */
import createPurifier from 'dompurify'
import { Marked } from 'marked'
import type { Token } from './tokens.ts'
import { highlight, languageOf } from './highlight.ts'
import { slugOf, targetOf } from './links.ts'

const TAGS = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'a', 'img', 'div', 'span', 'center'],
  ...['em', 'strong', 'b', 'i', 's', 'del', 'ins', 'u', 'mark', 'small', 'sub', 'sup', 'abbr', 'cite', 'q'],
  ...['code', 'pre', 'kbd', 'samp', 'var', 'tt', 'blockquote', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption', 'details', 'summary'],
]
/** No name, id, class or style: nothing of it may look like a part of the app, or be found as one. */
const ATTRIBUTES = [
  'href',
  'src',
  'alt',
  'title',
  'align',
  'colspan',
  'rowspan',
  'start',
  'open',
  'data-language',
]
/** Pictures of the repository that one file shows. */
const MOST_PICTURES = 30

export interface MarkdownOptions {
  /** Path of the file, which its links start from. */
  readonly path: string
  /** Shows another file. */
  onOpen(path: string): void
  /** A picture of the repository as a data URL; null where there is none. */
  picture(path: string): Promise<string | null>
}

const purifier = createPurifier(window)
const marked = new Marked({
  gfm: true,
  async: false,
  renderer: {
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    code: ({ text, lang = '' }) => {
      const language = escapeHtml(lang.split(/\s/)[0] ?? '')
      return `<pre><code data-language="${language}">${escapeHtml(text)}\n</code></pre>\n`
    },
  },
})

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Sanitised elements, whose links and pictures lead where targetOf says and nowhere else. */
export function renderMarkdown(text: string, options: MarkdownOptions): DocumentFragment {
  const fragment = purifier.sanitize(marked.parse(text, { async: false }), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  })
  fragment.querySelectorAll('a').forEach((link) => lead(link, options))
  fragment.querySelectorAll('img').forEach((picture, index) => place(picture, index, options))
  fragment.querySelectorAll<HTMLElement>('pre > code').forEach(colour)
  // Wide ones scroll by themselves, by keyboard as well.
  for (const wide of fragment.querySelectorAll('pre')) wide.tabIndex = 0
  return fragment
}

function lead(link: HTMLAnchorElement, { path, onOpen }: MarkdownOptions) {
  const target = targetOf(link.getAttribute('href') ?? '', path)
  link.removeAttribute('href')
  if (!target) return
  if (target.kind === 'web') {
    link.href = target.href
    link.target = '_blank'
    link.rel = 'noopener noreferrer nofollow'
    link.title ||= target.href
    return
  }
  // This page's own address, so that it is a link for the keyboard and for screen readers.
  link.href = location.hash
  link.addEventListener('click', (event) => {
    event.preventDefault()
    if (target.kind === 'file') onOpen(target.path)
    else headingOf(link, target.slug)?.scrollIntoView({ block: 'start' })
  })
}

const headingOf = (link: Element, slug: string) =>
  [...(link.closest('.md')?.querySelectorAll('h1, h2, h3, h4, h5, h6') ?? [])].find(
    (heading) => slugOf(heading.textContent ?? '') === slug,
  )

/** Only pictures of the repository are shown; of others, what they are called and where they would come from. */
function place(picture: HTMLImageElement, index: number, { path, picture: load }: MarkdownOptions) {
  const source = picture.getAttribute('src') ?? ''
  const target = targetOf(source, path)
  picture.removeAttribute('src')
  const instead = () => {
    const words = document.createElement('span')
    words.className = 'no-picture'
    words.textContent = picture.alt || 'picture'
    words.title =
      target?.kind === 'web' ? `A picture of ${target.host}, not loaded` : 'A picture that is not shown'
    picture.replaceWith(words)
  }
  if (target?.kind !== 'file' || index >= MOST_PICTURES) return instead()
  load(target.path).then(
    (url) => (url === null ? instead() : picture.setAttribute('src', url)),
    () => instead(),
  )
}

function colour(code: HTMLElement) {
  const language = languageOf(code.dataset['language'] || 'none')
  delete code.dataset['language']
  const lines = language === null ? null : highlight(code.textContent ?? '', language)
  if (lines) code.replaceChildren(...lines.flatMap((line) => [...line.map(spanOf), '\n']).slice(0, -1))
}

function spanOf({ text, look }: Token): string | HTMLElement {
  if (look === '') return text
  const span = document.createElement('span')
  span.className = look
  span.textContent = text
  return span
}
