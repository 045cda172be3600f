/** Somebody commits many times; who comes afterwards needs few reels, and not many more bytes than one fresh pack. UPDATES=500 is the long form. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectControl } from '../../src/main/control/connect-control.ts'
import type { Client } from '../../src/shared/rpc/client.ts'
import { git } from '../git/user-git.ts'
import { startNodes, type TestNode } from './start-node.ts'

const UPDATES = Number(process.env.UPDATES ?? 40)
/** As the goals say. */
const MOST_REELS = 12
const MOST_BYTES = 2

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let alice: TestNode
let bob: TestNode
let client: Client
let repo: string

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'diary')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  for (let file = 0; file < 40; file++)
    writeFileSync(join(repo, `page-${file}`), `${`${file} `.repeat(200)}\n`.repeat(20))
  git(repo, 'add', '-A')
  git(repo, 'commit', '-qm', 'First')
  await alice.json('publish', repo)
  client = await connectControl(alice.dataDir)
})
afterAll(async () => {
  client?.close()
  await Promise.all([alice?.stop(), bob?.stop()])
})

it(`a newcomer after ${UPDATES} updates needs few reels`, { timeout: UPDATES * 1_000 + 60_000 }, async () => {
  for (let update = 0; update < UPDATES; update++) {
    writeFileSync(join(repo, `page-${update % 40}`), `${update} again\n`.repeat(30 + (update % 20)))
    git(repo, 'commit', '-qam', `Update ${update}`)
    const head = git(repo, 'rev-parse', 'HEAD')
    const published = async () =>
      (await client.call('project', { project: 'diary' })).heads.some(({ sha }) => sha === head)
    for (const end = Date.now() + 60_000; !(await published()); await pause(20)) {
      if (Date.now() > end) throw new Error(`update ${update} was not published`)
    }
  }
  await bob.json('nearby', '--wait', '2')
  await bob.json('join', 'diary', '--wait')
  const clone = join(bob.clones, 'diary')
  expect(git(clone, 'rev-list', '--count', 'HEAD')).toBe(String(UPDATES + 1))
  expect(git(clone, 'fsck')).toBe('')
  const { transfer } = (await bob.json<{ projects: { transfer: { downloaded: number } }[] }>('status'))
    .projects[0]!
  const fetched = readdirSync(join(bob.dataDir, 'reels')).filter((name) => name.endsWith('.pack')).length
  const packed = execFileSync('git', ['pack-objects', '--all', '--stdout', '-q', '--delta-base-offset'], {
    cwd: repo,
    input: '',
    maxBuffer: 1e9,
  }).length
  console.log(
    `${UPDATES} updates: ${fetched} reels, ${(transfer.downloaded / packed).toFixed(2)} x a fresh pack`,
  )
  expect(fetched).toBeGreaterThan(0)
  expect(fetched).toBeLessThanOrEqual(MOST_REELS)
  expect(transfer.downloaded).toBeLessThanOrEqual(MOST_BYTES * packed)
})
