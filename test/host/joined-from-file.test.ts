/** What a join began with is kept: after a restart the node has it to give, though nobody who told of it is there any more. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { git } from '../git/user-git.ts'
import { makeKite, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

let alice: HostNode
let bob: HostNode
let repoHash: string

const seen = (node: HostNode) =>
  until('the project', () => node.host.context.nearby.get(repoHash)?.summary, 30_000)

beforeEach(async () => {
  const network = createMemoryNetworkDiscovery()
  alice = await startHostNode('Alice', network)
  bob = await startHostNode('Bob', network)
  const repo = makeKite(alice.folder)
  ;({ repoHash } = await alice.call.publish({ path: repo }))
  await seen(bob)
})
afterEach(async () => {
  for (const node of [alice, bob]) await node.stop()
})

it.each(['a file', 'what is near by'])('by %s', async (how) => {
  const file = join(bob.folder, 'kite.gittorrent')
  if (how === 'a file') await writeFile(file, (await alice.host.metainfo(repoHash))!)
  const { path } = await bob.call.join({ target: how === 'a file' ? file : repoHash, wait: 'joined' })
  await alice.end()
  await bob.end()
  const network = createMemoryNetworkDiscovery()
  bob = await startHostNode('Bob', network, undefined, bob.folder)
  const carol = await startHostNode('Carol', network)
  try {
    await seen(carol)
    const clone = await carol.call.join({ target: repoHash, wait: 'joined' })
    expect(git(clone.path, 'rev-parse', 'HEAD')).toBe(git(path, 'rev-parse', 'HEAD'))
  } finally {
    await carol.stop()
  }
})
