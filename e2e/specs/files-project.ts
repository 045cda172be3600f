/** A project whose files try everything, as Alice has it and as Bob joined it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { git } from '../../test/git/user-git.ts'
import { expect, type OpenOptions, type Window } from '../fixtures/window.ts'

/** What a stranger may write to run something, to be told who reads it, or to look like the app. */
const README = `# Kite

Flies by itself. [The web](https://example.org/kite), [a file](src/wing.ts), [further down](#how-it-flies),
[a script](javascript:alert(1)), [plain](http://example.org/).

<script>window.ran = 'script'</script>
<img src="x" onerror="window.ran = 'handler'"><svg onload="window.ran = 'svg'"><a xlink:href="javascript:alert(1)">svg</a></svg>
<a href="  jAvAsCrIpT:alert(1)" onclick="window.ran = 'click'">odd</a>
<form action="https://example.org/form"><input name="token"><button>Send</button></form>
<iframe src="https://example.org/frame"></iframe><object data="https://example.org/o"></object>
<link rel="stylesheet" href="https://example.org/s.css"><style>main { display: none }</style>
<div id="root" class="dialog" style="position: fixed; inset: 0">Overlay</div>
<video src="https://example.org/v.mp4" autoplay></video><base href="https://example.org/">
<meta http-equiv="refresh" content="0; url=https://example.org/meta">

![A badge](https://example.org/badge.png) ![Of http](http://example.org/x.png)
<picture><source srcset="https://example.org/source.png"><img src="pictures/dot.png" srcset="https://example.org/set.png 2x" alt="A dot"></picture>

${'Up, and up again.\n\n'.repeat(40)}
## How it flies

\`\`\`ts
export const wing = 'left' // and right
\`\`\`
`
const WING = `/** Both of them. */
export function flap(times: number): string {
  return 'up and down '.repeat(times)
}
`
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Publishes the project as Alice, and joins it as Bob; then Alice goes on. */
export async function joinedKite(
  open: (options: OpenOptions) => Promise<Window>,
  theme: 'light' | 'dark' = 'light',
): Promise<Window> {
  const alice = await open({ name: 'Alice', theme })
  const bob = await open({ name: 'Bob', theme })
  const path = join(alice.node.folder, 'kite')
  const write = (name: string, content: string | Buffer) => {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  git(alice.node.folder, 'init', '-q', '-b', 'main', path)
  write('README.md', README)
  write('src/wing.ts', WING)
  write('src/deep/er/tail.rs', 'fn main() {}\n')
  write('pictures/dot.png', DOT)
  write('big.txt', 'x'.repeat(1_100_000))
  write('LICENSE', 'MIT\n')
  write('odd "name" ünï.txt', 'odd\n')
  const commit = (subject: string) => {
    git(path, 'add', '.')
    git(path, 'commit', '-qm', subject)
  }
  commit('Begin')
  git(path, 'tag', 'v1.0')
  await alice.node.json('publish', path)
  await bob.node.json('nearby', '--wait', '2')
  await bob.node.json('join', 'kite', '--wait')
  write('src/wing.ts', `${WING}// Both.\n`)
  write('string.ts', 'export const length = 30\n')
  commit('A string')
  await bob.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /kite/ }).click()
  await expect(bob.page.getByRole('option', { name: /^A string/ })).toBeVisible()
  return bob
}

/** By G then F, as one who knows it does. */
export async function goToFiles(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(page.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true')
}
