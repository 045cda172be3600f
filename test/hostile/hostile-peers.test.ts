/**
 * Hostile peers at the door of a real node that joins a project, over real connections: they are there before the
 * publisher is found. The join completes with what was published; who can be seen to lie is dropped, and for a time refused.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { readMetainfo } from '../../src/main/host/read-metainfo.ts'
import { gitCommand } from '../git/git-command.ts'
import { commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from '../host/start-host-node.ts'
import { createHostilePeer, type HostilePeer, type Loot, type Misbehaviour } from './hostile-peer.ts'
import { MISBEHAVIOURS } from './misbehaviours.ts'

const HOSTILE = 3
const network = createMemoryNetworkDiscovery()
let alice: HostNode
let repoHash: string
let source: string
let loot: Loot

beforeAll(async () => {
  alice = await startHostNode('Alice', network)
  source = join(alice.folder, 'source', 'kite')
  mkdirSync(source, { recursive: true })
  gitCommand(source, 'init', '-q', '-b', 'main')
  for (const name of ['one', 'two', 'three']) commit(source, name)
  ;({ repoHash } = await alice.call.publish({ path: source }))
  const { info, references } = readMetainfo(alice.host.metainfo(repoHash)!, repoHash)
  const { reels } = alice.host.context
  loot = {
    repo: repoHash,
    info,
    references,
    hashes: async (reel) => (await reels.load(reel)).hashes!,
    read: (reel, offset, length) => reels.read(reel, offset, length),
  }
})
afterAll(() => alice.stop())

const all = Object.entries(MISBEHAVIOURS)

describe('beside hostile peers a join completes', () => {
  it.each(all.filter(([, { isSilent }]) => !isSilent))('%s', completes)
  // They wait for most of the time.
  it.concurrent.each(all.filter(([, { isSilent }]) => isSilent))('%s', completes)

  async function completes(_name: string, misbehaviour: Misbehaviour) {
    const bob = await startHostNode('Bob', network)
    const hostile: HostilePeer[] = []
    try {
      for (let index = 0; index < HOSTILE; index++) hostile.push(await createHostilePeer(loot, misbehaviour))
      for (const peer of hostile) await peer.connect(bob.host.context.port)
      await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
      await bob.call.join({ target: repoHash, wait: 'joined' })
      const clone = join(bob.folder, 'kite')
      gitCommand(clone, 'fsck', '--strict')
      expect(gitCommand(clone, 'rev-parse', 'HEAD', 'HEAD^{tree}')).toBe(
        gitCommand(source, 'rev-parse', 'HEAD', 'HEAD^{tree}'),
      )
      expect(gitCommand(clone, 'status', '--porcelain')).toBe('')
      if (!misbehaviour.isBanned) return
      const caught = await until('that one is dropped', () => hostile.find(({ ends }) => ends.length > 0))
      expect(caught!.ends[0]).toMatch(/^(bad-message|bad-block|limit)$/)
      await caught!.connect(bob.host.context.port)
      await until('that it is refused', () => caught!.ends.length > 1)
      expect(caught!.ends[1]).toBe('limit')
    } finally {
      await Promise.all(hostile.map((peer) => peer.close()))
      await bob.stop()
    }
  }
})
