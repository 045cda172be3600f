import { describe, expect, it } from 'vitest'
import { cpuTime } from '../../../../test/cpu-time.ts'
import { parseMarkdown, type MarkdownNode } from './parse-markdown.ts'

/** As brief text, to compare with. */
const brief = (nodes: readonly MarkdownNode[]): string =>
  nodes
    .map((node) => {
      if (typeof node === 'string') return node
      const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}=${value}`)
      return `<${node.tag}${attributes.join('')}>${brief(node.children)}</>`
    })
    .join('')
const of = (text: string) => brief(parseMarkdown(text)!).trim()
const elements = (nodes: readonly MarkdownNode[]): { tag: string; attributes: object }[] =>
  nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elements(node.children)]))

describe('Markdown', () => {
  it('is read as the large hosts read it', () => {
    expect(of('# A *b*\n\nc `d<e>` [f](g.md "h")')).toBe(
      '<h1>A <em>b</></>\n<p>c <code>d<e></> <a href=g.md title=h>f</></>',
    )
    expect(of('- [x] done\n- [ ] not')).toMatch(/☑ done.*☐ not/s)
    expect(of('```ts title\nif (a < b) {}\n```')).toBe('<pre><code language=ts>if (a < b) {}</></>')
    expect(of('|a|b|\n|-|-:|\n|1|2|')).toContain('<td align=right>2</>')
    expect(of('~~a~~ https://example.org')).toBe(
      '<p><del>a</> <a href=https://example.org>https://example.org</></>',
    )
  })

  it('may hold some HTML', () => {
    expect(of('<p align="center"><img src="a.png" width="40" alt="A"></p>')).toBe(
      '<p align=center><img src=a.png alt=A width=40></></>',
    )
    expect(of('<details open><summary>More</summary>\n\ntext\n\n</details>')).toContain('<summary>More</>')
    expect(of('<ul><li>a<li>b</ul>')).toBe('<ul><li>a</><li>b</></>')
  })

  it('holds nothing that runs, asks or covers', () => {
    expect(of('<script>alert(1)</script><style>a{}</style>b')).toBe('b')
    expect(of('<img src=x onerror=alert(1) srcset=y style=z class=c id=i name=n>')).toBe('<img src=x></>')
    expect(of('a <svg onload=alert(1)><a xlink:href="javascript:x">b</a></svg> c')).toBe('<p>a  c</>')
    expect(of('<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>')).toBe('<p></>')
    expect(of('<iframe src=x>a</iframe><object data=x>b</object><embed src=x>')).toBe('')
    expect(of('<form action=x><input name=y><button>z</button></form>')).toBe('z')
    expect(of('<base href=x><meta http-equiv=refresh><link rel=stylesheet href=x>a')).toBe('a')
    expect(of('<p align="x" ALIGN=center>a</p><td colspan=1e9>b')).not.toMatch(/align|colspan/)
    expect(of('<constructor>a</constructor><tostring>b</tostring>')).toBe('<p>ab</>')
  })

  it('holds no markup that is hidden in markup', () => {
    const hostile = [
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
      '<!--><img src=x onerror=alert(1)>-->',
      '<![CDATA[><img src=x onerror=alert(1)>]]>',
      '<a href="x" <script>alert(1)</script>>b</a>',
      '<textarea></textarea ><script>alert(1)</script></textarea>',
      '<scr<script>ipt>alert(1)</script>',
      '[a](<x" onclick="alert(1)>) ![b](<y" onerror="alert(1)>)',
      '```"><script>alert(1)</script>\nc\n```',
      '<img alt="`<x onerror=alert(1)>`" src="`">',
      '<p\u0000 onclick=alert(1)>d',
    ]
    for (const text of hostile) {
      for (const { tag, attributes } of elements(parseMarkdown(text)!)) {
        expect(tag, text).not.toMatch(/script|style|svg|iframe/)
        expect(Object.keys(attributes).join(), text).not.toMatch(/on|style|class|id|srcset/)
      }
    }
  })

  it('is bounded in depth, and ends soon', () => {
    const deep = elements(parseMarkdown('<div>'.repeat(5000))!)
    expect(deep.length).toBeLessThan(100)
    const pictures = elements(parseMarkdown('![](a.png)\n'.repeat(60))!).filter(({ tag }) => tag === 'img')
    expect(pictures.filter(({ attributes }) => 'src' in attributes)).toHaveLength(40)
    const began = cpuTime()
    for (const piece of ['*a_ ', '[', '> ', '<b>', '`', '![](', '- ', '|', '<!-', '&#'])
      parseMarkdown(piece.repeat(5_000))
    expect(cpuTime() - began).toBeLessThan(15_000)
    expect(parseMarkdown('> '.repeat(5_000))).toBeNull()
  })

  it('shows as plain text what would take minutes to read', () => {
    const began = cpuTime()
    for (const piece of ['_a', '___a', '*a', '~a_']) expect(parseMarkdown(piece.repeat(100_000))).toBeNull()
    for (const piece of ['&#_a', '_x@y[', '_a](![']) expect(parseMarkdown(piece.repeat(4_000))).toBeNull()
    expect(cpuTime() - began).toBeLessThan(2_000)
    for (const line of ['A line with *some* __marks__.\n\n', '- [a_b](https://example.org/a_b_c) *new*\n'])
      expect(parseMarkdown(line.repeat(2_000))).not.toBeNull()
    expect(parseMarkdown(`| a_b | c |\n|---|---|\n${'| an_entry | *new* |\n'.repeat(2_000)}`)).not.toBeNull()
  })
})
