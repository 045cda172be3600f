/**
 * Markdown that strangers wrote as plain data: its HTML is read by a parser without a page around it, and only what is listed
 * here is taken over. Nothing of it is ever given to the page as HTML. Loaded when the first of it is shown.
 */
import { Parser } from 'htmlparser2'
import { Marked } from 'marked'

export interface MarkdownElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly MarkdownNode[]
}
export type MarkdownNode = string | MarkdownElement

/** Elements that are taken over, with their attributes. Of no other element more than what is in it. */
const TAGS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'center'].map((tag) => [tag, ['align']] as const),
      ...['em', 'strong', 'b', 'i', 's', 'del', 'ins', 'u', 'mark', 'small', 'sub', 'sup', 'br', 'hr'],
      ...['kbd', 'samp', 'var', 'pre', 'blockquote', 'ul', 'li', 'dl', 'dt', 'dd', 'summary'],
      ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'caption'],
    ].map((each) => (typeof each === 'string' ? [each, []] : each)),
  ),
  a: ['href', 'title'],
  code: ['language'],
  details: ['open'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  ol: ['start'],
  td: ['align', 'colspan', 'rowspan'],
  th: ['align', 'colspan', 'rowspan'],
}
/** Elements of which nothing is taken over, not even what is in them. */
const DROPPED = new Set([
  ...[
    'script',
    'style',
    'template',
    'noscript',
    'iframe',
    'frame',
    'frameset',
    'noframes',
    'object',
    'embed',
  ],
  ...[
    'svg',
    'math',
    'title',
    'head',
    'textarea',
    'select',
    'option',
    'xmp',
    'noembed',
    'plaintext',
    'canvas',
  ],
])
const EMPTY = new Set(['br', 'hr', 'img'])
const NUMBERS = /^(width|height|colspan|rowspan|start)$/
/** Deeper ones are taken for text of the one that they are in. */
const MAX_DEPTH = 60
/** Pictures of one file that are shown; of later ones, what they are called. */
const MOST_PICTURES = 40

/**
 * Marks of emphasis times the length of the piece that they stand in, for all pieces of a text: marked looks from each mark to the
 * end, and a README of 20 KB could hold a window up for seconds. As many as this are half a second at worst.
 */
const MOST_MARKS = 2e7
const MARKS = /[*_~]/g
/** Where marked begins anew: an empty line, and an item of a list. */
const PIECES = /\n(?:[ \t]*\n| {0,3}(?=[-*+] ))/
const costOf = (piece: string): number => (piece.match(MARKS)?.length ?? 0) * piece.length

function isTooMuch(text: string): boolean {
  const pieces = text.split(PIECES).flatMap((piece) => {
    // Below the head of a table, each row is a piece.
    const lines = piece.split('\n')
    return lines[0]!.includes('|') && /^[ |:-]+$/.test(lines[1] ?? '') ? lines : [piece]
  })
  return pieces.reduce((sum, piece) => sum + costOf(piece), 0) > MOST_MARKS
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const marked = new Marked({
  gfm: true,
  renderer: {
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    code: ({ text, lang = '' }) =>
      `<pre><code language="${escapeHtml(lang.split(/\s/)[0] ?? '')}">${escapeHtml(text)}</code></pre>\n`,
  },
})

interface Open extends MarkdownElement {
  readonly children: MarkdownNode[]
}

/** @returns null: it can't be read, being nested too deeply on purpose, or marked too often */
export function parseMarkdown(text: string): readonly MarkdownNode[] | null {
  if (isTooMuch(text)) return null
  try {
    return read(marked.parse(text, { async: false }))
  } catch {
    return null
  }
}

function read(html: string): readonly MarkdownNode[] {
  const root: Open = { tag: '', attributes: {}, children: [] }
  /** What is open and taken over. */
  const open: Open[] = [root]
  let dropping = 0
  let pictures = 0
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (DROPPED.has(tag)) dropping++
      if (dropping > 0 || !Object.hasOwn(TAGS, tag) || open.length > MAX_DEPTH) return
      if (tag === 'img' && ++pictures > MOST_PICTURES) delete attributes['src']
      const element: Open = { tag, attributes: kept(tag, attributes), children: [] }
      open.at(-1)!.children.push(element)
      if (!EMPTY.has(tag)) open.push(element)
    },
    ontext(words) {
      const { children } = open.at(-1)!
      if (dropping > 0) return
      if (typeof children.at(-1) === 'string') children.push(`${children.pop() as string}${words}`)
      else children.push(words)
    },
    onclosetag(tag) {
      if (DROPPED.has(tag)) dropping--
      if (dropping > 0 || EMPTY.has(tag)) return
      const at = open.findLastIndex((element) => element.tag === tag)
      if (at > 0) open.length = at
    },
  })
  parser.end(html)
  return root.children
}

/** Attributes that an element may have, with values that they may have. */
function kept(tag: string, attributes: Readonly<Record<string, string>>): Record<string, string> {
  const entries = TAGS[tag]!.flatMap((name): [string, string][] => {
    const value = attributes[name]
    if (value === undefined || (NUMBERS.test(name) && !/^\d{1,4}$/.test(value))) return []
    if (name === 'align' && !/^(left|right|center)$/.test(value)) return []
    return [[name, value]]
  })
  return Object.fromEntries(entries)
}
