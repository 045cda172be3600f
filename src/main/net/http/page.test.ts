import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentDisposition } from './content-disposition.ts'
import { html } from './html.ts'
import { isLocalName } from './local-name.ts'
import { renderPage } from './page.ts'
import { qr } from './qr.ts'
import type { SharedProject } from './source.ts'

const node = { name: 'Alice', peerId: 'ab'.repeat(20), words: 'tidal-mango-orbit-fern' }
const project: SharedProject = {
  repoHash: '0123456789abcdef0123456789abcdef01234567',
  name: 'pocket-sql',
  description: 'A database for a pocket',
  publisherName: 'Bob',
  link: 'gittorrent://10.0.4.27:7411/0123456789abcdef0123456789abcdef01234567?name=pocket-sql',
  size: 12_400_000,
  heads: ['main'],
  guestName: 'pocket-sql',
}

describe('the page', () => {
  it('lists what the node shares, each with its file and its link', () => {
    const page = renderPage(node, [project], '192.0.2.1:7411')
    for (const text of [
      'Alice',
      'one project',
      'tidal-mango-orbit-fern',
      'pocket-sql',
      'Bob',
      '12.4\u202fMB',
      'main',
    ]) {
      expect(page).toContain(text)
    }
    expect(page).toContain(`href="/${project.repoHash}.gittorrent"`)
    expect(page).toContain(`href="${project.link}"`)
    expect(page).toContain('git clone http://192.0.2.1:7411/pocket-sql.git')
    expect(renderPage(node, [{ ...project, guestName: null }], 'alice.local')).not.toContain('git clone')
    expect(renderPage(node, [], '')).toContain('no projects')
  })

  it('has the commands to copy, and what a phone can read', () => {
    const page = renderPage(node, [project], '192.0.2.1:7411')
    expect(page).toContain('<code class="copy">git clone http://192.0.2.1:7411/pocket-sql.git</code>')
    expect(page).toContain(`<code class="copy">gittorrent join &quot;${project.link}&quot;</code>`)
    for (const label of ['The link of pocket-sql as a QR code', 'The address of this page as a QR code'])
      expect(page).toContain(`role="img" aria-label="${label}"`)
    expect(page.match(/<path d="M[\dhvHMz ]+" fill="#000"\/>/g)).toHaveLength(2)
    // Nothing that the policy would have to allow: no other element, no style of its own.
    expect(page).not.toMatch(/<(script|img|link|iframe|object)|style=|https?:\/\/(?!192\.0\.2\.1)/)
  })

  it('quotes what zsh would take for a pattern', () => {
    expect(renderPage(node, [project], '[fd00::1]:7411')).toContain(
      'git clone &quot;http://[fd00::1]:7411/pocket-sql.git&quot;',
    )
  })

  it('offers no command that a shell would read as more than one', () => {
    for (const name of ["x'; touch evil; '", 'x$(evil)', 'x`evil`', 'x y', 'x\n', 'x"', 'x\\'])
      expect(
        renderPage(node, [{ ...project, link: `gittorrent://10.0.4.27:7411/00?name=${name}` }], ''),
      ).not.toContain('gittorrent join')
  })

  it('draws no code that nobody can read', () => {
    expect(qr('x'.repeat(401), 'long')).toBe(null)
    expect(qr('"><script>', '"><script>')!.text).not.toContain('<script>')
  })

  it('counts the heads that it does not name', () => {
    const heads = Array.from({ length: 9 }, (_, index) => `topic-${index}`)
    const page = renderPage(node, [{ ...project, heads }], '')
    expect(page).toContain('topic-5')
    expect(page).not.toContain('topic-6')
    expect(page).toContain('and 3 more')
  })

  it('shows hostile text as text, wherever it stands', () => {
    const evil = `"><img src=x onerror='alert(1)'></bdi></style><script>&`
    const page = renderPage(
      { ...node, name: evil, words: evil },
      [
        {
          ...project,
          name: evil,
          description: evil,
          publisherName: evil,
          heads: [evil],
          link: `javascript:${evil}`,
          guestName: evil,
        },
      ],
      evil,
    )
    expect(page).not.toContain('<img')
    expect(page).not.toContain('<script')
    expect(page).not.toContain('javascript:')
    expect(page.match(/<\/style>/g)).toHaveLength(1)
    // The quotes around what would be a handler are text as well.
    expect(page).not.toMatch(/onerror=(?!&#39;)/)
  })

  it('has no value that leaves its element or attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const made = html`<a title="${text}">${text}</a>`.text
        expect(made.replace(/[^<>"']/g, '')).toBe('<""><>')
      }),
    )
  })
})

describe('the name of a downloaded file', () => {
  it.each([
    ['pocket-sql', 'pocket-sql.gittorrent', 'pocket-sql.gittorrent'],
    ['../../.bashrc', 'bashrc.gittorrent', 'bashrc.gittorrent'],
    ['a"b\r\nset-cookie: x', 'a-b-set-cookie- x.gittorrent', 'a-b-set-cookie-%20x.gittorrent'],
    ['Bücher', 'B-cher.gittorrent', 'B%C3%BCcher.gittorrent'],
    ['...', 'project.gittorrent', 'project.gittorrent'],
  ])('of %j is safe', (name, ascii, extended) => {
    expect(contentDisposition(name)).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${extended}`)
  })
})

describe('names of this node', () => {
  it('are addresses, bare names and local domains', () => {
    for (const host of [
      ...['10.0.4.27', '10.0.4.27:7411', '[fe80::1]:7411', '[::1]', 'alice', 'alice:7411', 'localhost:80'],
      ...['alice.local', 'Alice.Local:7411', 'nas.lan', 'nas.home.arpa', 'x.y.internal', undefined],
    ]) {
      expect(isLocalName(host)).toBe(true)
    }
  })

  it('are no names that somebody can buy', () => {
    for (const host of [
      'evil.example',
      'evil.example:7411',
      'local.evil.example',
      'evil-local.com',
      '[x]',
      '',
      'a b',
    ]) {
      expect(isLocalName(host)).toBe(false)
    }
  })
})
