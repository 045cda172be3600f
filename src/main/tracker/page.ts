import { createHash } from 'node:crypto'
import type { Hex } from '../../shared/model.ts'
import { quarters } from '../../shared/pattern.ts'

/** What a tracker shows of one repository. */
export interface ShownRepo {
  readonly repo: Hex
  /** Null where only the hash is known. */
  readonly name: string | null
  readonly complete: number
  readonly incomplete: number
}

export interface TrackerView {
  /** At most MAX_SHOWN_REPOS. */
  readonly shown: readonly ShownRepo[]
  readonly repos: number
  /** Entries of all repositories. */
  readonly peers: number
}

const STYLE = `
:root{color-scheme:light dark;--app:#eef1ef;--sheet:#fff;--line:#e3e7e5;--text:#171a19;--text-2:#4b504d;
  --tile:#e9edeb;--ink:#59625d;--ink-2:#a6afaa}
@media (prefers-color-scheme:dark){:root{--app:#0a0d0b;--sheet:#121514;--line:#222725;--text:#e9eeec;--text-2:#b2b8b5;
  --tile:#222725;--ink:#a3aca7;--ink-2:#545d58}}
*{box-sizing:border-box}
body{margin:0;padding:40px 20px;background:var(--app);color:var(--text);font:400 14px/21px "Inter Variable","Inter",
  system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:760px;margin:0 auto}
h1{margin:0;font-size:26px;line-height:34px;letter-spacing:-.022em}
h2{margin:0;font-size:15px;line-height:21px;overflow-wrap:anywhere}
p{margin:4px 0 24px;color:var(--text-2)}
ul{margin:0;padding:0 20px;list-style:none;background:var(--sheet);border:1px solid var(--line);border-radius:12px}
li{display:grid;grid-template-columns:40px minmax(0,1fr);gap:14px;align-items:center;padding:14px 0}
li+li{border-top:1px solid var(--line)}
li p{margin:0;font-size:12px;line-height:18px}
svg{width:40px;height:40px;border-radius:10px;background:var(--tile)}
.ink{fill:var(--ink)}.ink-2{fill:var(--ink-2)}
code{font:400 12px/18px ui-monospace,"SF Mono",Menlo,monospace;overflow-wrap:anywhere}
`

/** For `style-src` of the Content-Security-Policy: this page's own style and no other. */
export const TRACKER_STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** What a tracker tracks, as a page for people: without scripts, and with nothing to fetch. */
export function renderTrackerPage({ shown, repos, peers }: TrackerView): string {
  const hidden = repos - shown.length
  const list = shown.length === 0 ? '' : `<ul>${shown.map(renderRepo).join('')}</ul>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GitTorrent tracker</title>
<style>${STYLE}</style>
</head>
<body><main>
<h1>${repos === 0 ? 'Nothing is announced here at the moment' : `Tracks ${counted(repos, 'project', 'projects')}`}</h1>
<p>${counted(peers, 'announcement', 'announcements')}, forgotten when nobody renews them.</p>
${list}
${hidden > 0 ? `<p>And ${counted(hidden, 'other', 'others')}.</p>` : ''}
</main></body>
</html>
`
}

function renderRepo({ repo, name, complete, incomplete }: ShownRepo): string {
  const paths = quarters(repo).map(
    ({ path, strong }) => `<path class="${strong ? 'ink' : 'ink-2'}" d="${path}"/>`,
  )
  const hash = `<code>${escapeText(repo)}</code>`
  return `<li><svg viewBox="-5 -5 30 30" aria-hidden="true">${paths.join('')}</svg>
<div><h2>${name === null ? hash : `<bdi>${escapeText(name)}</bdi>`}</h2>
<p>${complete} complete, ${incomplete} on the way${name === null ? '' : ` · ${hash}`}</p></div></li>`
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const escapeText = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
