import { expect, it } from 'vitest'
import highlighter from 'highlight.js/lib/common'
import { tokenLines } from './tokens.ts'

const linesOf = (code: string, language: string) =>
  tokenLines(highlighter.highlight(code, { language }).value)
const textOf = (lines: ReturnType<typeof tokenLines>) =>
  lines.map((line) => line.map(({ text }) => text).join('')).join('\n')

it('takes the markup apart, line by line', () => {
  const lines = linesOf('const a = `x${b < 3}\nsecond`\n// don’t & "won\'t"', 'typescript')
  expect(lines).toHaveLength(3)
  expect(lines[0]![0]).toEqual({ text: 'const', look: 'hljs-keyword' })
  expect(lines[1]).toEqual([{ text: 'second`', look: 'hljs-string' }])
  expect(lines[2]).toEqual([{ text: '// don’t & "won\'t"', look: 'hljs-comment' }])
})

it('loses nothing, whatever the code says', () => {
  const code = `<span class="x">&amp;</span>\n\n'"<script>alert(1)</script>\n\ta < b && c > d\n`
  for (const language of highlighter.listLanguages()) expect(textOf(linesOf(code, language))).toBe(code)
})
