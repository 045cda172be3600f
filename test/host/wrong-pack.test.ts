/** Who is asked for a pack makes a wrong one, or leaves before it is given: the join goes on with somebody else's. */
import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import type { Git } from '../../src/main/git/types.ts'
import { git } from '../git/user-git.ts'
import { arrives, commit, makeKite, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

let alice: HostNode
let bob: HostNode
let carol: HostNode
let repoHash: string
/** Who were asked for packs, in order. */
let asked: HostNode[]
/** What the first of them does with what he made. */
let first: (maker: HostNode, file: string, bytes: number) => void

const makes =
  (maker: () => HostNode) =>
  (honest: Git): Git => ({
    ...honest,
    updates: {
      ...honest.updates!,
      async makeRequested(...question) {
        const bytes = await honest.updates!.makeRequested(...question)
        asked.push(maker())
        if (asked.length === 1) first(maker(), question[2], bytes)
        return bytes
      },
    },
  })

beforeEach(async () => {
  const network = createMemoryNetworkDiscovery()
  asked = []
  alice = await startHostNode(
    'Alice',
    network,
    makes(() => alice),
  )
  carol = await startHostNode(
    'Carol',
    network,
    makes(() => carol),
  )
  // Without the git program what was appended is had as a pack alone.
  bob = await startHostNode('Bob', network, (honest) => ({ ...honest, updates: null }))
  const repo = makeKite(alice.folder)
  ;({ repoHash } = await alice.call.publish({ path: repo }))
  await until('the project', () => carol.host.context.nearby.get(repoHash)?.summary)
  const { path } = await carol.call.join({ target: repoHash, wait: 'joined' })
  await arrives(path, 'refs/remotes/alice/main', commit(repo, 'two'))
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary?.seq === 2)
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const node of [alice, bob, carol]) await node.stop()
})

async function joins(): Promise<void> {
  await bob.call.join({ target: repoHash })
  await until('the clone', () => bob.host.context.entries.get(repoHash)?.record.state === 'joined', 60_000)
  const { path } = await bob.call.project({ project: repoHash })
  expect(git(path, 'rev-list', '--count', 'HEAD')).toBe('2')
  expect(bob.events().filter(({ kind }) => kind === 'failed')).toEqual([])
  expect(new Set(asked).size).toBe(2)
  await until('its end', () => bob.host.context.entries.get(repoHash)?.requested === null)
}

it('a wrong one', async () => {
  first = (_, file, bytes) => writeFileSync(file, Buffer.alloc(bytes, 'PACK'))
  await joins()
  // He is not asked again: nobody talks to him for now.
  const liar = asked[0]!.host.context.identity.peerId
  expect(bob.host.context.swarm.view().links.map(({ peerId }) => peerId)).not.toContain(liar)
})

it('one that nobody gives, even where it could not be removed', async () => {
  vi.spyOn(bob.host.context.reels, 'remove').mockRejectedValueOnce(
    Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }),
  )
  first = (maker) => {
    vi.spyOn(maker.host.context.reels, 'read').mockImplementation(() => {
      void maker.end()
      return Promise.reject(new Error('gone'))
    })
  }
  await joins()
})

it('a right one, though it can not be removed afterwards', async () => {
  first = () => undefined
  const remove = vi
    .spyOn(bob.host.context.reels, 'remove')
    .mockRejectedValue(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }))
  await bob.call.join({ target: repoHash, wait: 'joined' })
  const entry = bob.host.context.entries.get(repoHash)!
  await until('its end', () => entry.requested === null)
  expect(remove).toHaveBeenCalled()
  expect(entry.making).toBeNull()
})

it('one whose place on the disk can not be read for a moment', async () => {
  first = () => undefined
  const { reels } = bob.host.context
  const load = reels.load.bind(reels)
  let refused = 0
  vi.spyOn(reels, 'load').mockImplementation((reel) => {
    const listed = bob.host.context.entries.get(repoHash)!.known!.references.reels
    if (refused > 0 || listed.some(({ id }) => id === reel.id)) return load(reel)
    refused++
    return Promise.reject(Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' }))
  })
  await bob.call.join({ target: repoHash })
  await until('the clone', () => bob.host.context.entries.get(repoHash)?.record.state === 'joined', 60_000)
  expect(refused).toBe(1)
  expect(bob.events().filter(({ kind }) => kind === 'failed')).toEqual([])
})
