/** Every command that a document shows is run, in its order, by people who have nothing but what the document says. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRunning } from '../../src/main/host/running.ts'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { checkOut } from './check-out.ts'
import { gatherPeople, type People } from './people.ts'
import { readBlocks } from './read-blocks.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** What people have before they begin: repositories in their homes; and whose computer the address in a document is. */
const DOCUMENTS: Readonly<Record<string, { has: readonly [string, string][]; at: string }>> = {
  'README.md': { has: [['Alice', 'hack/pocket-sql']], at: 'Alice' },
  'docs/guide.md': { has: [], at: '' },
  'docs/organisers.md': { has: [['Teacher', 'handout']], at: 'Teacher' },
}
/** Documents of which only the links are looked at, since they show no commands. */
const OTHERS = [
  'docs/command-line.md',
  'docs/ARCHITECTURE.md',
  'docs/add-a-command.md',
  'docs/packaging.md',
  'docs/security.md',
]
/** Blocks that are not run, in all. */
const MAX_NOT_RUN = 2
const ADDRESS = '10.0.4.27'

/** The document's address is that of a node on this computer, with the port that it got. */
async function real(text: string, people: People, at: string): Promise<string> {
  const node = join(people.homeOf(at), '.local', 'share', 'gittorrent')
  let port: number | undefined
  for (let tries = 0; at && text.includes(`${ADDRESS}:7411`) && port === undefined && tries < 200; tries++) {
    port = (await readRunning(node))?.port
    if (port === undefined) await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return text.replaceAll(`${ADDRESS}:7411`, `127.0.0.1:${port}`).replaceAll(ADDRESS, '127.0.0.1')
}

for (const [path, { has, at }] of Object.entries(DOCUMENTS)) {
  describe(path, () => {
    let folder: string
    let people: People
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'gittorrent-docs-'))
      people = gatherPeople(folder)
      if (path === 'README.md') people.stand('', checkOut(root, join(folder, 'gittorrent')))
      for (const [person, place] of has) buildSmallRepository(join(people.homeOf(person), place))
    })
    afterAll(async () => {
      await people.end()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    })

    const blocks = readBlocks(read(path))
    // Organisers read the material's block before the box can have it.
    const order = path === 'docs/organisers.md' ? byTeacherFirst(blocks) : blocks
    for (const { line, person, text, reason } of order) {
      it.skipIf(reason !== null)(`line ${line}, ${person || 'anybody'}`, async () => {
        const { code, output } = await people.run(person, await real(text, people, at))
        expect(code, `${text}\n\n${output}`).toBe(0)
      })
    }
  })
}

/** The box waits for what the teacher publishes further down the page: both happen at the same time. */
function byTeacherFirst(blocks: ReturnType<typeof readBlocks>) {
  const first = blocks.find(({ text }) => text.includes('gittorrent publish .'))
  return first ? [first, ...blocks.filter((block) => block !== first)] : blocks
}

it('few commands are not run, each for a reason', () => {
  const left = Object.keys(DOCUMENTS).flatMap((path) =>
    readBlocks(read(path)).filter(({ reason }) => reason !== null),
  )
  expect(left.length).toBeLessThanOrEqual(MAX_NOT_RUN)
  for (const { reason } of left) expect(reason!.length).toBeGreaterThan(10)
  for (const path of OTHERS) expect(readBlocks(read(path)), path).toEqual([])
})

it('all documents are looked at, and lead to something', () => {
  const known = [...Object.keys(DOCUMENTS), ...OTHERS]
  for (const path of known) {
    const folder = path.includes('/') ? 'docs' : ''
    for (const [, target = ''] of read(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (!/^https?:/.test(target))
        expect(existsSync(join(root, folder, target)), `${path}: ${target}`).toBe(true)
    }
  }
  const shows = readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .filter((path) => !known.includes(path) && /^```sh/m.test(read(path)))
  // Of those that say how a figure was measured: hours, or what only a machine with nothing else on it can tell.
  expect(
    shows.filter((path) => !['docs/performance.md', 'docs/scale.md', 'docs/protocol.md'].includes(path)),
  ).toEqual([])
})
