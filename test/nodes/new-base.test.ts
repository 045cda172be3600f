/** Who publishes begins a new base while somebody is still fetching the history of the old one. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { git } from '../git/user-git.ts'
import { setLimits } from './set-limits.ts'
import { startNodes, type TestNode } from './start-node.ts'

interface Status {
  readonly projects: readonly {
    readonly state: string
    readonly seq: number
    readonly error: { readonly message: string } | null
    readonly transfer: { readonly have: number; readonly total: number }
  }[]
}

let alice: TestNode
let bob: TestNode
let repo: string

const commit = (subject: string) => {
  git(repo, 'add', '-A')
  git(repo, 'commit', '-qm', subject)
}

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'kite')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  writeFileSync(join(repo, 'README'), 'A kite\n')
  writeFileSync(join(repo, 'film'), randomBytes(10e6))
  commit('With a film')
  rmSync(join(repo, 'film'))
  commit('Without')
  git(repo, 'checkout', '-q', '-b', 'side')
  writeFileSync(join(repo, 'picture'), randomBytes(1.5e6))
  commit('With a picture')
  git(repo, 'checkout', '-q', 'main')
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop()]))

it('the history that he began still comes, and then what is new', async () => {
  const { link } = await alice.json<{ link: string }>('publish', repo, '--all')
  const reels = () => readdirSync(join(alice.dataDir, 'reels')).filter((name) => name.endsWith('.pack'))
  const [before, seq] = [reels(), async () => (await alice.json<Status>('status')).projects[0]!.seq]
  await setLimits(bob, { downloadLimit: 1e6 })
  await bob.json('join', link, '--wait-usable')

  // What HEAD's tree gets of the other branch is repeated; the next list is too heavy with it, and begins anew.
  git(repo, 'merge', '-q', '--no-ff', '-m', 'With the picture', 'side')
  await expect.poll(seq).toBe(2)
  writeFileSync(join(repo, 'README'), 'A kite, with a picture\n')
  commit('Say so')
  await expect.poll(seq).toBe(3)
  expect(reels()).toHaveLength(before.length + 3) // the one that was appended, a tip and a history

  const project = async () => (await bob.json<Status>('status')).projects[0]!
  expect(await project()).toMatchObject({ state: 'usable', error: null })
  await setLimits(bob, { downloadLimit: null })
  await expect.poll(async () => (await project()).state).toBe('joined')
  const clone = join(bob.clones, 'kite')
  const head = git(repo, 'rev-parse', 'HEAD')
  await expect.poll(() => git(clone, 'rev-parse', 'alice/main')).toBe(head)
  expect(git(clone, 'rev-list', '--count', 'alice/main')).toBe('5')
  expect(git(clone, 'fsck')).toBe('')
})
