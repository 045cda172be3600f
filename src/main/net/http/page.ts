import { createHash } from 'node:crypto'
import { shellWord } from '../../../shared/shell-word.ts'
import { html, Html } from './html.ts'
import { PAGE_STYLE } from './page-style.ts'
import { qr } from './qr.ts'
import type { PublicSource, SharedProject } from './source.ts'
import { tile } from './tile.ts'

/** Heads shown by name; the others are counted. */
const SHOWN_HEADS = 6
const NNBSP = '\u202f'

/** For `style-src` of the Content-Security-Policy: this page's own style and no other. */
export const PAGE_STYLE_HASH = `'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`

const STYLE = new Html(`<style>${PAGE_STYLE}</style>`)
const NOTHING = new Html('')
const MARK = new Html(
  '<svg viewBox="0 0 20 20" aria-hidden="true"><rect width="20" height="20" rx="5.5"/>' +
    '<path d="M6.2 7.7v4.6M8 6h2.2a3.8 3.8 0 0 1 3.8 3.8v.7M12.2 14H8"/>' +
    '<circle cx="6.2" cy="6" r="1.9"/><circle cx="6.2" cy="14" r="1.9"/><circle cx="14" cy="13.2" r="1.9"/></svg>',
)

/** What a node shares, as a page for people: without scripts, and with nothing to fetch. @param host of the request, or empty */
export function renderPage(
  node: ReturnType<PublicSource['node']>,
  projects: readonly SharedProject[],
  host: string,
): string {
  const sorted = projects.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
  const list = sorted.map((project) => renderProject(project, host))
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${node.name} on GitTorrent</title>
        ${STYLE}
      </head>
      <body>
        <main>
          <p class="brand">${MARK} GitTorrent</p>
          <h1><bdi>${node.name}</bdi> shares ${countOf(sorted.length)}</h1>
          <p class="who">Known by the words <b>${node.words}</b> <code>${node.peerId}</code></p>
          ${
            sorted.length === 0
              ? EMPTY
              : html`<ul class="sheet">
                  ${list}
                </ul>`
          }
        </main>
        <footer>
          <p>Open a project with GitTorrent, and you download it from everybody nearby who has it.</p>
          ${here(host)}
        </footer>
      </body>
    </html>`.text
}

const EMPTY = html`<div class="sheet empty">
  <b>Nothing to see at the moment</b>Come back when something is shared here.
</div>`

/** For whoever stands by and has a phone, or another computer. */
function here(host: string): Html {
  const code = host === '' ? null : qr(`http://${host}/`, 'The address of this page as a QR code')
  if (code === null) return NOTHING
  return html`<details>
    <summary>Show this page to others</summary>
    <p><code class="copy">http://${host}/</code></p>
    ${code}
  </details>`
}

/** @param host as the page was asked for: where git finds it, too */
function renderProject(project: SharedProject, host: string): Html {
  const { repoHash, name, description, publisherName, link, size, heads } = project
  const hidden = heads.length - SHOWN_HEADS
  return html`<li class="project">
    ${tile(repoHash)}
    <div>
      <h2><bdi>${name}</bdi></h2>
      ${description === '' ? NOTHING : html`<p class="about"><bdi>${description}</bdi></p>`}
      <p class="meta">
        <span>by <bdi>${publisherName}</bdi></span>
        <span>${sizeOf(size)}</span>
        ${heads.slice(0, SHOWN_HEADS).map((head) => html`<bdi class="ref">${head}</bdi>`)}
        ${hidden > 0 ? html`<span>and ${hidden} more</span>` : NOTHING}
      </p>
      <p class="meta"><code>${repoHash}</code></p>
    </div>
    <p class="actions">
      <a class="button" href="/${repoHash}.gittorrent" aria-label="Download the file of ${name}"
        >.gittorrent</a
      >
      ${
        link.startsWith('gittorrent://')
          ? html`<a class="button main" href="${link}" aria-label="Open ${name} in GitTorrent">Open</a>`
          : NOTHING
      }
    </p>
    ${ways(project, host)}
  </li>`
}

/** What to type, and what to point a phone at. A click marks a whole line. */
function ways({ name, link, guestName }: SharedProject, host: string): Html {
  const isLink = link.startsWith('gittorrent://')
  const target = isLink ? shellWord(link) : null
  const address = guestName === null || host === '' ? null : shellWord(`http://${host}/${guestName}.git`)
  const code = isLink ? qr(link, `The link of ${name} as a QR code`) : null
  return html`<div class="ways">
    ${address === null ? NOTHING : line('With plain git', `git clone ${address}`)}
    ${target === null ? NOTHING : line('With GitTorrent', `gittorrent join ${target}`)}
    ${
      code === null
        ? NOTHING
        : html`<details>
            <summary>Link as a QR code</summary>
            ${code}
          </details>`
    }
  </div>`
}

const line = (label: string, command: string) =>
  html`<p><span>${label}</span><code class="copy">${command}</code></p>`

const countOf = (count: number) =>
  count === 1 ? 'one project' : count === 0 ? 'no projects' : `${count} projects`

/** Decimal units, three digits at most: "12.4 MB". */
function sizeOf(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let value = count
  let unit = 0
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000
  return `${value.toFixed(unit === 0 || value >= 99.95 ? 0 : 1).replace(/\.0$/, '')}${NNBSP}${units[unit]}`
}
