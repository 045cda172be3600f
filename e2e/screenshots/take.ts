/** Each screen in both themes, from real nodes of Alice, Bob and Carol, into docs/screenshots. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type Window } from '../fixtures/window.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots')

interface Project {
  readonly name: string
  readonly description: string
  readonly subjects: readonly string[]
}

const projects: Readonly<Record<string, readonly Project[]>> = {
  Alice: [
    {
      name: 'pocket-sql',
      description: 'A SQL engine small enough to read in one evening',
      subjects: ['parser: first version', 'lexer: numbers, strings', 'parser: accept trailing commas'],
    },
    {
      name: 'wavelet-synth',
      description: 'Modular synth in the browser',
      subjects: ['voices: eight of them', 'voices: steal the quietest one, not the oldest'],
    },
  ],
  Bob: [
    {
      name: 'tiny-raft',
      description: 'Raft in 900 lines of Go, with a test rig that hurts',
      subjects: ['log: append', 'wal: fsync the directory too'],
    },
  ],
  Carol: [
    {
      name: 'room-lights',
      description: 'Drives the DMX bridge in the atrium. Please don’t strobe',
      subjects: ['dmx: universe 1', 'scenes: fade, don’t jump'],
    },
    {
      name: 'zine-press',
      description: 'Markdown in, foldable eight-page zine out',
      subjects: ['press: fold', 'Bleed marks for the risograph'],
    },
  ],
}

function build(path: string, author: string, { name, description, subjects }: Project): void {
  mkdirSync(path)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path })
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', author)
  git('config', 'user.email', `${author.toLowerCase()}@example.org`)
  subjects.forEach((subject, index) => {
    writeFileSync(join(path, `part-${index}.bin`), randomBytes(name.length ** 2 * 20_000))
    if (name !== '') writeFileSync(join(path, 'README.md'), README(name, description))
    git('add', '.')
    const minutesAgo = (subjects.length - index) * (name.length % 7) * 6
    const date = new Date(Date.now() - minutesAgo * 60_000).toISOString()
    execFileSync('git', ['commit', '-qm', subject], {
      cwd: path,
      env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
    })
  })
}

/** Somebody's work of this minute, by plain git. */
function work(path: string, author: string, file: string, subject: string, text: string): void {
  mkdirSync(join(path, 'src'), { recursive: true })
  writeFileSync(join(path, 'src', file), text)
  const person = ['-c', `user.name=${author}`, '-c', `user.email=${author.toLowerCase()}@example.org`]
  for (const args of [
    ['add', '.'],
    [...person, 'commit', '-qm', subject],
  ])
    execFileSync('git', args, { cwd: path })
}

const README = (title: string, description: string) => `# ${title}

${description}.

## Try it

\`\`\`sh
npm install
npm start -- --port 8080
\`\`\`

| Part | What it does | State |
| --- | --- | --- |
| \`press\` | lays out the pages | works |
| \`fold\` | draws the marks | needs a **ruler** |

- [x] First print
- [ ] Colours that survive the photocopier

See [the notes](docs/notes.md) before you change the folding order.
`

const PLANNER = `export function plan(query: Query): Plan {
  // Fewer rows reach the join.
  return pushDown(query.where, query.joins)
}
`
const ERRORS = `export function fail(token: Token): never {
  throw new SyntaxError(\`line \${token.line}, column \${token.column}: \${token.text}\`)
}
`

const take = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) })

for (const theme of ['light', 'dark'] as const) {
  const suffix = theme === 'dark' ? '-dark' : ''

  test(`screens, ${theme}`, async ({ open }) => {
    const empty = await open({ name: 'Bob', theme, args: ['--no-discovery'] })
    await expect(empty.page.getByRole('heading', { name: 'Nobody can be heard here' })).toBeVisible()
    await take(empty.page, `nearby-empty${suffix}`)

    const windows: Record<string, Window> = {}
    for (const [name, own] of Object.entries(projects)) {
      const window = await open({ name, theme })
      windows[name] = window
      for (const project of own) {
        const path = join(window.node.folder, project.name)
        build(path, name, project)
        await window.node.json('publish', path, '--description', project.description)
      }
    }
    const bob = windows.Bob!
    await expect(bob.page.getByRole('row', { name: /^[a-z-]+,/ })).toHaveCount(5)
    await bob.node.json('join', 'pocket-sql', '--wait')
    await windows.Carol!.node.json('join', 'pocket-sql', '--wait')
    await expect(bob.page.getByRole('button', { name: 'Open pocket-sql' })).toBeVisible()
    await expect(bob.page.getByRole('row', { name: /pocket-sql/ })).toContainText('3 people')
    await bob.page
      .getByRole('status', { name: 'Notification' })
      .getByRole('button', { name: /close|dismiss/i })
      .click()
    for (let presses = 0; presses < 2; presses++) await bob.page.keyboard.press('j')
    await bob.page.keyboard.press('ArrowRight')
    await bob.page.waitForTimeout(700)
    await take(bob.page, `nearby${suffix}`)
    await bob.page.setViewportSize({ width: 900, height: 640 })
    await take(bob.page, `nearby-900x640${suffix}`)
    await bob.page.setViewportSize({ width: 1280, height: 800 })
    await bob.page.getByRole('row', { name: /^zine-press/ }).focus()
    await bob.page.keyboard.press(' ')
    await expect(bob.page.getByRole('dialog', { name: 'zine-press' }).getByRole('table')).toBeVisible()
    await bob.page.waitForTimeout(500)
    await take(bob.page, `preview${suffix}`)
    await bob.page.setViewportSize({ width: 900, height: 640 })
    await take(bob.page, `preview-900x640${suffix}`)
    await bob.page.setViewportSize({ width: 1280, height: 800 })
    await bob.page.keyboard.press('Escape')

    await bob.page.keyboard.press('Control+k')
    await bob.page.keyboard.type('pocket')
    await expect(bob.page.getByRole('option', { selected: true })).toBeVisible()
    await take(bob.page, `palette${suffix}`)
    await bob.page.keyboard.press('Escape')

    await bob.page.getByRole('button', { name: 'Open pocket-sql' }).click()
    await expect(bob.page.getByRole('heading', { name: 'pocket-sql' })).toBeVisible()
    const [bobs, carols] = [bob, windows.Carol!].map(({ node }) => join(node.clones, 'pocket-sql')) as [
      string,
      string,
    ]
    work(bobs, 'Bob', 'lexer.ts', 'lexer: hexadecimal numbers', 'export const HEX = /^0x[0-9a-f]+/i\n')
    execFileSync('git', ['checkout', '-q', '-b', 'errors'], { cwd: carols })
    work(carols, 'Carol', 'errors.ts', 'errors: say the line and the column', ERRORS)
    work(
      join(windows.Alice!.node.folder, 'pocket-sql'),
      'Alice',
      'planner.ts',
      'planner: push predicates below joins',
      PLANNER,
    )
    for (const { node } of [bob, windows.Carol!]) await node.json('publish-heads', 'pocket-sql')
    const commits = bob.page.getByRole('listbox', { name: 'Commits' })
    await expect(commits.getByRole('option', { name: /^errors: say/ })).toBeVisible()
    await commits.getByRole('option', { name: /^planner: push/ }).click()
    await bob.page.waitForTimeout(700)
    await take(bob.page, `commits${suffix}`)
    await bob.page.getByRole('tab', { name: /^People/ }).click()
    await expect(
      bob.page.getByRole('list', { name: 'People' }).getByRole('listitem', { name: 'Carol' }).first(),
    ).toBeVisible()
    await bob.page.waitForTimeout(300)
    await take(bob.page, `people${suffix}`)
    await bob.page.getByRole('tab', { name: /^Swarm/ }).click()
    await expect(
      bob.page.getByRole('table', { name: 'Peers' }).getByRole('row', { name: /^Alice/ }),
    ).toBeVisible()
    await bob.page.waitForTimeout(1_500)
    await take(bob.page, `swarm${suffix}`)
    await bob.page.setViewportSize({ width: 900, height: 640 })
    await bob.page.waitForTimeout(300)
    await take(bob.page, `swarm-900x640${suffix}`)
    await bob.page.setViewportSize({ width: 1280, height: 800 })
    await bob.page.getByRole('tab', { name: 'Files' }).click()
    await bob.page.getByRole('button', { name: /Switch ref$/ }).click()
    await bob.page.keyboard.type('alice')
    await bob.page.keyboard.press('Enter')
    await bob.page.getByRole('treeitem', { name: /^src/ }).click()
    await bob.page.getByRole('treeitem', { name: /^planner\.ts/ }).click()
    await expect(bob.page.locator('.hljs-keyword').first()).toBeVisible()
    await take(bob.page, `files${suffix}`)
    await bob.page.getByRole('button', { name: 'More about pocket-sql' }).click()
    await bob.page.getByRole('menuitem', { name: /QR code/ }).click()
    await bob.page.waitForTimeout(300)
    await take(bob.page, `share${suffix}`)
    await bob.page.keyboard.press('Escape')
    await bob.page.keyboard.press('Control+,')
    await expect(bob.page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await take(bob.page, `settings${suffix}`)
    await bob.page.keyboard.press('Control+2')
    await expect(bob.page.getByRole('heading', { name: 'Activity' })).toBeVisible()
    await take(bob.page, `activity${suffix}`)
    await bob.page.keyboard.press('Control+1')

    const fresh = join(bob.node.folder, 'bread-clock')
    build(fresh, 'Bob', {
      name: '',
      description: '',
      subjects: ['dough: rise', 'dough: ask before resetting the timer'],
    })
    execFileSync('git', ['branch', 'moods'], { cwd: fresh })
    await bob.page.keyboard.press('Control+Shift+P')
    const dialog = bob.page.getByRole('dialog', { name: 'Publish a project' })
    await dialog.getByLabel('Folder').fill(fresh)
    await expect(dialog.getByText(/2 commits/)).toBeVisible()
    await dialog.getByLabel(/^Description/).fill('A sourdough timer that knows your starter’s mood')
    await take(bob.page, `publish-dialog${suffix}`)
  })
}
