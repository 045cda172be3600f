/** The holders of a reel have left: whoever has the repository makes a pack, and nobody is left half-way. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildHistory } from '../git/build-history.ts'
import { setLimits } from './set-limits.ts'
import { git } from '../git/user-git.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'

let alice: TestNode
let bob: TestNode
let carol: TestNode
let repo: string
let commits: string

beforeAll(async () => {
  ;[alice, bob, carol] = await startNodes('Alice', 'Bob', 'Carol')
  repo = join(alice.folder, 'abandoned')
  await buildHistory(repo, { commits: 1_000, megabytes: 30 })
  commits = git(repo, 'rev-list', '--count', 'main')
  await alice.json('publish', repo)
  // Carol has it from elsewhere: she holds no reel.
  const clone = join(carol.folder, 'abandoned')
  git(carol.folder, 'clone', '-q', repo, clone)
  await carol.json('nearby', '--wait', '2')
  await carol.json('join', 'abandoned', '--use', clone, '--wait')
  expect(readdirSync(join(carol.dataDir, 'reels'))).toEqual([])
})
afterAll(() => Promise.all([alice, bob, carol].map((node) => node?.stop())))

it('whose only seeder dies, gets its history as a pack, beside the work that was done', async () => {
  await setLimits(bob, { downloadLimit: 4e6 })
  await bob.json('nearby', '--wait', '2')
  const { path } = await bob.json<{ path: string }>('join', 'abandoned', '--wait-usable')
  await alice.kill()
  writeFileSync(join(path, 'mine.txt'), 'mine\n')
  git(path, 'add', 'mine.txt')
  git(path, 'commit', '-qm', 'Mine')
  await setLimits(bob, { downloadLimit: null })
  const joined = await bob.json<{ state: string }>('join', 'abandoned', '--wait')
  expect(joined.state).toBe('joined')
  expect(git(path, 'rev-list', '--count', 'alice/main')).toBe(commits)
  expect(git(path, 'log', '-1', '--format=%s')).toBe('Mine')
  expect(git(path, 'fsck', '--strict')).toBe('')
})

it('a newcomer who finds no reel at all gets everything as a pack', async () => {
  await bob.kill()
  // What was made for him alone goes with him.
  await expect.poll(() => readdirSync(join(carol.dataDir, 'reels'))).toEqual([])
  const newcomer = await startNode({ name: 'Bob' })
  try {
    await newcomer.json('nearby', '--wait', '2')
    await newcomer.json('join', 'abandoned', '--wait')
    const clone = join(newcomer.clones, 'abandoned')
    expect(git(clone, 'rev-list', '--count', 'HEAD')).toBe(commits)
    expect(git(clone, 'fsck', '--strict')).toBe('')
    expect(git(clone, 'status', '--porcelain')).toBe('')
  } finally {
    await newcomer.stop()
  }
})
