/** Heads that a hostile publisher signs with a real key: each is told in one line, and the others' go on. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import type { Git } from '../../src/main/git/types.ts'
import type { Ref } from '../../src/main/gtp/types.ts'
import { git } from '../git/user-git.ts'
import { arrives, at, commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

let alice: HostNode
let bob: HostNode
let carol: HostNode
let repo: string
let repoHash: string
/** What Bob's list names besides his branches. */
let evil: readonly Ref[] = []

/** Signs what git would not select, and says that his packs give it. */
const lying = (honest: Git): Git => {
  const updates = honest.updates!
  const sound = <T extends { readonly refs: readonly Ref[] }>(selection: T): T => ({
    ...selection,
    refs: selection.refs.filter((ref) => !evil.includes(ref)),
  })
  return {
    ...honest,
    async select(repository, branches) {
      const selection = await honest.select(repository, branches)
      return { ...selection, refs: [...selection.refs, ...evil] }
    },
    updates: {
      ...updates,
      async makeAppend(repository, request, file, signal) {
        const honestly = { ...request, selection: sound(request.selection) }
        const made = await updates.makeAppend(repository, honestly, file, signal)
        return (
          made && { ...made, gives: [...made.gives, ...evil.map(({ oid }) => ({ oid, shallow: false }))] }
        )
      },
    },
  }
}

const cloneOf = ({ folder }: HostNode) => join(folder, 'kite')
const lines = (node: HostNode, from: number) =>
  node
    .events()
    .slice(from)
    .filter(({ kind }) => kind === 'refused' || kind === 'warning' || kind === 'failed')
    .map(({ text }) => text)

beforeAll(async () => {
  const network = createMemoryNetworkDiscovery()
  alice = await startHostNode('Alice', network)
  bob = await startHostNode('../HEAD\u202e\u0007', network, lying)
  carol = await startHostNode('Alice', network)
  repo = join(alice.folder, 'source', 'kite')
  mkdirSync(repo, { recursive: true })
  git(repo, 'init', '-q', '-b', 'main')
  commit(repo, 'one')
  commit(repo, 'two')
  ;({ repoHash } = await alice.call.publish({ path: repo }))
  for (const node of [bob, carol]) {
    await until('the project', () => node.host.context.nearby.get(repoHash)?.summary)
    await node.call.join({ target: repoHash, wait: 'joined' })
  }
  for (const [node, name] of [
    [bob, 'bobs'],
    [carol, 'carols'],
  ] as const) {
    const sha = commit(cloneOf(node), name)
    await node.call.publishHeads({ project: repoHash })
    await until(name, () => at(repo, sha + '^{commit}'))
  }
})
afterAll(() => Promise.all([alice, bob, carol].map((node) => node?.stop())))

it('hostile and equal nicknames become remotes of their own, that git takes', async () => {
  expect([...(await alice.people(repoHash)).keys()].sort()).toEqual(['alice', 'head-2'])
  expect([...(await carol.people(repoHash)).keys()].sort()).toEqual(['alice', 'head-2'])
  await until('all remotes', async () => (await bob.people(repoHash)).size === 2)
  expect([...(await bob.people(repoHash)).keys()].sort()).toEqual(['alice', 'alice-2'])
  expect(git(repo, 'fetch', 'head-2')).toBe('')
})

describe('heads that are no commits', () => {
  afterEach(() => void (evil = []))

  const kinds: [string, RegExp, () => Ref][] = [
    [
      'a blob',
      /refs\/heads\/evil names a blob, not a commit/,
      () => evilHead(git(cloneOf(bob), 'rev-parse', 'HEAD:one')),
    ],
    [
      'a tree',
      /refs\/heads\/evil names a tree, not a commit/,
      () => evilHead(git(cloneOf(bob), 'rev-parse', 'HEAD^{tree}')),
    ],
    [
      'nothing',
      /refs\/heads\/evil names an object that is missing|can't be reached|still missing/,
      () => evilHead('ab'.repeat(20)),
    ],
  ]
  const evilHead = (oid: string): Ref => ({ name: 'refs/heads/evil', oid })

  it.each(kinds)('%s', async (_, said, make) => {
    const before = [alice, carol].map((node) => node.events().length)
    const theirs = at(repo, 'refs/remotes/head-2/main')
    evil = [make()]
    commit(cloneOf(bob), `evil-${Math.random()}`)
    for (const [index, node] of [alice, carol].entries()) {
      await until('a line', () => lines(node, before[index]!).length > 0)
    }
    const good = commit(cloneOf(carol), `good-${Math.random()}`)
    await arrives(repo, 'refs/remotes/alice/main', good)
    for (const [index, node] of [alice, carol].entries()) {
      const told = lines(node, before[index]!)
      expect(told).toHaveLength(1)
      expect(told[0]).toMatch(said)
      expect(told[0]).not.toMatch(/join again|undefined|INTERNAL/)
    }
    expect(at(repo, 'refs/remotes/head-2/main')).toBe(theirs)
    expect(at(repo, 'refs/remotes/head-2/evil')).toBeNull()
    expect(git(repo, 'fsck', '--no-dangling')).toBe('')
    evil = []
    await arrives(repo, 'refs/remotes/head-2/main', commit(cloneOf(bob), `honest-${Math.random()}`))
  })
})
