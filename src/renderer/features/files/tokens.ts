/** The highlighter's markup as plain data, so that nothing of it is ever given to the page as HTML. */

export interface Token {
  readonly text: string
  /** Classes of the innermost element that it lies in; empty for plain text. */
  readonly look: string
}

const PIECE = /<span class="([^"]*)">|<\/span>|([^<]+)/g
const NAMED: Readonly<Record<string, string>> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" },
}

/** @param html made by the highlighter: spans with classes, and escaped text */
export function tokenLines(html: string): Token[][] {
  const lines: Token[][] = [[]]
  const looks: string[] = []
  for (const [piece, look, escaped] of html.matchAll(PIECE)) {
    if (look !== undefined) looks.push(look)
    else if (piece === '</span>') looks.pop()
    else
      addText(
        lines,
        (escaped ?? '').replace(/&(?:amp|lt|gt|quot|#x27);/g, (name) => NAMED[name]!),
        looks,
      )
  }
  return lines
}

function addText(lines: Token[][], text: string, looks: readonly string[]) {
  const look = looks.at(-1) ?? ''
  text.split('\n').forEach((line, index) => {
    if (index > 0) lines.push([])
    if (line !== '') lines.at(-1)!.push({ text: line, look })
  })
}
