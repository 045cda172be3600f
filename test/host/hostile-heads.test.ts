/** Heads that a hostile publisher signs with a real key: each is told in one line, and the others' go on. */
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import type { Git } from '../../src/main/git/types.ts'
import type { Ref } from '../../src/main/gtp/types.ts'
import { followRelatives } from '../../src/main/host/family/follow.ts'
import { MAX_CLAIMS, MAX_CLAIMS_OF_ONE } from '../../src/main/host/family/make-room.ts'
import type { MetainfoSummary } from '../../src/main/host/nearby/metainfo-queue.ts'
import { wordsOf } from '../../src/main/gtp/words.ts'
import { git } from '../git/user-git.ts'
import { arrives, at, commit, makeKite, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const network = createMemoryNetworkDiscovery()
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
  alice = await startHostNode('Alice', network)
  bob = await startHostNode('../HEAD\u202e\u0007', network, lying)
  carol = await startHostNode('Alice', network)
  repo = makeKite(alice.folder)
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

it('somebody with the name of somebody else and a key of his own is told of, once, with the words of both', async () => {
  const [hers, other] = [alice, carol].map(({ host }) => wordsOf(host.context.identity.peerId))
  const about = (node: HostNode) => lines(node, 0).filter((text) => text.startsWith('A second Alice '))
  for (const [node, whose] of [
    [alice, 'your own words'],
    [bob, 'the words of the other'],
  ] as const) {
    await until('that it is told', () => about(node).length > 0)
    expect(about(node)).toEqual([
      expect.stringContaining(`its words are ${other}, ${whose} ${hers};`) as unknown as string,
    ])
  }
  // She follows nobody else of that name.
  expect(about(carol)).toEqual([])
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

it('beyond what strangers may bring in all their heads wait, in one line, until the key is trusted', async () => {
  const { context } = alice.host
  const budget = vi.spyOn(context.entries.get(repoHash)!.strangers, 'take').mockReturnValue('all')
  const before = alice.events().length
  const sha = commit(cloneOf(carol), 'one-too-many')
  await until('a line', () => lines(alice, before).length > 0, 30_000)
  expect(lines(alice, before)).toEqual([
    'Heads of Alice were not fetched: people whose keys you have not compared publish more than is fetched of all of ' +
      'them in a day; compare the words of Alice and mark the key as trusted to fetch these heads now; otherwise they ' +
      'come in some hours',
  ])
  expect(at(repo, 'refs/remotes/alice/main')).not.toBe(sha)
  const { peerId } = carol.host.context.identity
  await alice.call.trust({ peerId, trusted: true })
  await arrives(repo, 'refs/remotes/alice/main', sha)
  await alice.call.trust({ peerId, trusted: false })
  budget.mockRestore()
  await arrives(repo, 'refs/remotes/alice/main', commit(cloneOf(carol), 'as-before'))
})

describe('strangers who claim to be related', () => {
  /** The project's publisher hears of strangers whom nobody can reach. */
  function hearOf(strangers: readonly { torrent: string; peerId: string }[]): void {
    const rows = strangers.map(({ torrent, peerId }) => {
      const publisher = { peerId, name: 'HEAD' }
      return [
        torrent,
        { alternatives: [repoHash, torrent], publisher } as unknown as MetainfoSummary,
      ] as const
    })
    vi.spyOn(alice.host.context.hearsay, 'rows').mockReturnValue(rows)
    followRelatives(alice.host.context)
  }
  const number = (place: number, kind: string) => kind + place.toString(16).padStart(39, '0')
  const claims = () =>
    [...alice.host.context.entries.values()].filter(
      ({ record }) => record.role === 'related' && record.taken === null,
    )
  const stranger = (place: number) => ({ torrent: number(place, 'a'), peerId: number(place, 'b') })
  afterEach(() => void vi.restoreAllMocks())

  it('with heads that share nothing are refused once, in one line, and nothing of them stays', async () => {
    const before = carol.events().length
    const clone = cloneOf(bob)
    const refs = git(repo, 'for-each-ref')
    git(clone, 'checkout', '-q', '--orphan', 'other')
    const unrelated = commit(clone, 'nothing-in-common')
    const dave = await startHostNode('Carol', network)
    try {
      await until('the project', () => dave.host.context.nearby.get(repoHash)?.summary)
      await dave.call.join({ target: repoHash, wait: 'joined' })
      git(cloneOf(dave), 'fetch', '-q', clone, 'other:other')
      const said = alice.events().length
      await dave.call.publishHeads({ project: repoHash, branches: ['other'] })
      await until('a line', () => lines(alice, said).length > 0)
      expect(lines(alice, said)).toEqual([
        `Heads of Carol were not fetched: its heads have nothing in common with the history in ${repo}; ` +
          'nothing of it was taken in; join it into a folder of its own to look at it',
      ])
      expect(git(repo, 'for-each-ref')).toBe(refs)
      expect(at(repo, `${unrelated}^{commit}`)).toBeNull()
      await arrives(repo, 'refs/remotes/alice/main', commit(cloneOf(carol), 'meanwhile'))
      expect(lines(alice, said)).toHaveLength(1)
      expect(lines(carol, before).length).toBeLessThanOrEqual(1)
    } finally {
      await dave.stop()
    }
  })

  it('of one key get few places, and a thousand of many keys no more than there are', async () => {
    const had = claims().length
    hearOf(Array.from({ length: 100 }, (_, place) => ({ ...stranger(place), peerId: number(0, 'b') })))
    await until('places', () => claims().length === had + MAX_CLAIMS_OF_ONE)
    hearOf(Array.from({ length: 1000 }, (_, place) => stranger(place + 1000)))
    await until('places', () => claims().length === MAX_CLAIMS)
    await arrives(repo, 'refs/remotes/alice/main', commit(cloneOf(carol), 'in-the-crowd'))
  })

  it('and were refused make room for others, and do not come back', async () => {
    await until('names', () => claims().every(({ record }) => record.remote !== null))
    for (const claim of claims()) claim.unrelated = true
    const [first] = claims()
    hearOf([stranger(5000), { torrent: first!.record.repoHash, peerId: number(1, 'b') }])
    await until('her place', () => alice.host.context.entries.get(stranger(5000).torrent)?.record.remote)
    await until('the first one’s end', () => !alice.host.context.entries.has(first!.record.repoHash))
    followRelatives(alice.host.context)
    expect(alice.host.context.entries.has(first!.record.repoHash)).toBe(false)
    expect(claims()).toHaveLength(MAX_CLAIMS)
    expect([...(await alice.people(repoHash)).keys()].slice(0, 2)).toEqual(['head-2', 'alice'])
  })
})
