/** Lists of heads that are not the newest of their publisher, over real connections to a node that has joined: none is taken. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { sha256 } from '../../src/main/gtp/crypto.ts'
import { signReferences } from '../../src/main/gtp/references/sign-references.ts'
import { readMetainfo, type Known } from '../../src/main/host/read-metainfo.ts'
import { git } from '../git/user-git.ts'
import { ALICE_PUBLIC_KEY, signAsAlice } from '../gtp/alice.ts'
import { startHostNode, type HostNode } from '../host/start-host-node.ts'
import { arrives, commit, makeKite, until } from '../nodes/arrivals.ts'
import { fakeProject } from '../simulator/fake-project.ts'
import { createHostilePeer, type HostilePeer } from './hostile-peer.ts'

const network = createMemoryNetworkDiscovery()
let alice: HostNode
let bob: HostNode
let liar: HostilePeer | null = null
let repoHash: string
let clone: string
/** The publisher's list before her newest one, and that. */
let older: Known
let newest: Known

const listed = () => readMetainfo(alice.host.metainfo(repoHash)!, repoHash)

beforeAll(async () => {
  alice = await startHostNode('Alice', network)
  bob = await startHostNode('Bob', network)
  const repo = makeKite(alice.folder)
  ;({ repoHash } = await alice.call.publish({ path: repo }))
  older = listed()
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
  ;({ path: clone } = await bob.call.join({ target: repoHash, wait: 'joined' }))
  await arrives(clone, 'refs/remotes/alice/main', commit(repo, 'two'))
  newest = listed()
})
afterEach(async () => {
  await liar?.close()
  liar = null
})
afterAll(async () => {
  for (const node of [alice, bob]) await node.stop()
})

interface Lie {
  readonly info: Uint8Array
  readonly object: Uint8Array
}

/** A peer of Bob's says that it has a list of some number, and gives another one when it is asked for. */
async function tell(seq: number, { info, object }: Lie): Promise<HostilePeer> {
  const loot = {
    ...{ repo: repoHash, info: newest.info, references: newest.references },
    hashes: () => Promise.reject(new Error('not asked for')),
    read: () => Promise.reject(new Error('not asked for')),
  }
  const digest = seq === newest.references.seq ? sha256(object) : 'ef'.repeat(32)
  const announcement = { type: 'references', repo: repoHash, seq, digest } as const
  liar = await createHostilePeer(loot, {
    isBanned: true,
    tamper: (message) => (message.type === 'references-object' ? [{ ...message, info, object }] : [message]),
    begin(say) {
      const timer = setInterval(() => say(announcement), 20)
      return () => clearInterval(timer)
    },
  })
  await liar.connect(bob.host.context.port)
  return liar
}

/** What Bob knows, has on the disk, and has of her heads is what she signed last. */
function expectNewest(): void {
  const entry = bob.host.context.entries.get(repoHash)!
  expect(entry.known!.references.digest).toBe(newest.references.digest)
  expect(entry.record).toMatchObject({ state: 'joined', seq: newest.references.seq, error: null })
  const head = newest.references.refs.find(({ name }) => name === 'refs/heads/main')!.oid
  expect(git(clone, 'rev-parse', 'refs/remotes/alice/main')).toBe(head)
}

const foreign = fakeProject(7, 10, 99)
const LIES: Readonly<Record<string, () => Lie>> = {
  'of another project': () => ({ info: foreign.info, object: foreign.references.bytes }),
  'of another project, grafted to this one': () => ({ info: newest.info, object: foreign.references.bytes }),
  'signed with another key': () => ({
    info: newest.info,
    object: signReferences({ ...newest.references, seq: 99 }, signAsAlice, ALICE_PUBLIC_KEY),
  }),
  'with a bit changed': () => ({
    info: newest.info,
    object: newest.references.bytes.map((byte, at) => (at === 60 ? byte ^ 1 : byte)),
  }),
  'rolled back': () => ({ info: older.info, object: older.references.bytes }),
  replayed: () => ({ info: newest.info, object: newest.references.bytes }),
}

it.each(Object.entries(LIES))('%s: who gives it is dropped', async (_, lie) => {
  const { ends } = await tell(99, lie())
  await until('that it is dropped', () => ends.length > 0)
  expect(ends[0]).toMatch(/^(bad-message|limit)$/)
  expectNewest()
})

it('another one of the same number, by the publisher herself: the first one counts, and the user is told', async () => {
  const { sign, publicKey } = alice.host.context.identity
  const twin = signReferences(
    { ...newest.references, refs: older.references.refs, description: 'another' },
    sign,
    publicKey,
  )
  await tell(newest.references.seq, { info: newest.info, object: twin })
  await until('that it is told', () =>
    bob.events().find(({ text }) => text.startsWith('two different lists of heads')),
  )
  expectNewest()
})
