/**
 * Between `usable` and `joined` the clone belongs to its user: whatever he does, and however often the node is killed, nothing
 * is lost. KILLS=20 npx vitest run --project slow test/nodes/user-meanwhile.test.ts is the long form; SEED replays one.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import { buildHistory } from '../git/build-history.ts'
import { setLimits } from './set-limits.ts'
import { git } from '../git/user-git.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'

const kills = Number(process.env.KILLS ?? 3)
const seed = Number(process.env.SEED ?? 1)
const random = createRandom(seed)
let alice: TestNode
let bob: TestNode
let repo: string

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'worked-in')
  await buildHistory(repo, { commits: 2_000, megabytes: 40 })
  await alice.json('publish', repo)
  await bob.json('nearby', '--wait', '2')
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop()]))

const stateOf = async (node: TestNode) =>
  (await node.json<{ projects: { state: string }[] }>('status')).projects[0]!.state
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What a user may do in his clone at any moment, each with what must be true of it in the end. */
const doings: ((clone: string, number: number) => () => void)[] = [
  (clone, number) => {
    writeFileSync(join(clone, `commit-${number}.txt`), `${number}\n`)
    git(clone, 'add', `commit-${number}.txt`)
    git(clone, 'commit', '-qm', `Commit ${number}`)
    const made = git(clone, 'rev-parse', 'HEAD')
    return () => void git(clone, 'merge-base', '--is-ancestor', made, 'HEAD')
  },
  (clone, number) => {
    git(clone, 'branch', `idea-${number}`)
    const at = git(clone, 'rev-parse', `idea-${number}`)
    return () => expect(git(clone, 'rev-parse', `idea-${number}`)).toBe(at)
  },
  (clone, number) => {
    writeFileSync(join(clone, 'stashed.txt'), `${number}\n`)
    git(clone, 'add', 'stashed.txt')
    git(clone, 'stash', 'push', '-qm', `stash ${number}`)
    return () => expect(git(clone, 'stash', 'list')).toContain(`stash ${number}`)
  },
  (clone, number) => {
    const tree = join(clone, '..', `worktree-${number}`)
    git(clone, 'worktree', 'add', '-q', '-b', `tree-${number}`, tree)
    return () => expect(git(tree, 'status', '--porcelain')).toBe('')
  },
  (clone) => {
    git(clone, 'gc', '--prune=now', '--quiet')
    return () => {}
  },
  (clone) => {
    git(clone, 'repack', '-adq')
    return () => {}
  },
  (clone) => {
    git(clone, 'fetch', '-q', '--all')
    return () => {}
  },
  (clone, number) => {
    writeFileSync(join(clone, `not-added-${number}.txt`), 'mine\n')
    return () => expect(readFileSync(join(clone, `not-added-${number}.txt`), 'utf8')).toBe('mine\n')
  },
]

it(
  `loses nothing in ${kills} kills between usable and joined (seed ${seed})`,
  { timeout: 120_000 + kills * 15_000 },
  async () => {
    const proofs: (() => void)[] = []
    await setLimits(bob, { downloadLimit: Math.max(600e3, 30e6 / (kills * 3)) })
    const { path: clone } = await bob.json<{ path: string }>('join', 'worked-in', '--wait-usable')
    let between = 0
    for (let kill = 0; kill < kills; kill++) {
      for (let count = 0; count < 3; count++) {
        const doing = doings[Math.floor(nextRandom(random) * doings.length)]!
        proofs.push(doing(clone, proofs.length))
      }
      await pause(nextRandom(random) * 800)
      if ((await stateOf(bob)) === 'usable') between++
      await bob.kill()
      proofs.push(doings[0]!(clone, proofs.length))
      bob = await startNode({ name: 'Bob', folder: bob.folder })
      if (kill === kills - 1) await setLimits(bob, { downloadLimit: null })
    }
    console.log(`${between} of ${kills} kills between usable and joined (seed ${seed})`)
    expect(between).toBeGreaterThan(0)
    for (let count = 0; count < 20 && (await stateOf(bob)) === 'usable'; count++) {
      proofs.push(doings[Math.floor(nextRandom(random) * doings.length)]!(clone, proofs.length))
    }
    await bob.json('join', 'worked-in', '--wait')
    for (const proof of proofs) proof()
    expect(git(clone, 'fsck', '--strict', '--no-dangling')).toBe('')
    expect(existsSync(join(clone, '.git', 'shallow'))).toBe(false)
    expect(git(clone, 'rev-list', '--count', 'alice/main')).toBe(git(repo, 'rev-list', '--count', 'main'))
    git(clone, 'merge-base', '--is-ancestor', 'alice/main', 'HEAD')
    expect(git(clone, 'config', '--local', '--default', 'unset', '--get', 'gc.auto')).toBe('unset')
  },
)
