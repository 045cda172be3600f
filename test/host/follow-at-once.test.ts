/** A newcomer finds several people's heads in the same moment: each has a remote of its own, and none is forgotten. */
import { afterEach, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { arrives, commit, makeKite, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const nodes: HostNode[] = []
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.stop()
})

it('three of one nickname, followed at once', async () => {
  const network = createMemoryNetworkDiscovery()
  const start = async (name: string) => {
    const node = await startHostNode(name, network)
    nodes.push(node)
    return node
  }
  const alice = await start('Alice')
  const repo = makeKite(alice.folder)
  const { repoHash } = await alice.call.publish({ path: repo })
  const joinAt = async (node: HostNode) => {
    await until('the project', () => node.host.context.nearby.get(repoHash)?.summary)
    return (await node.call.join({ target: repoHash, wait: 'joined' })).path
  }
  const theirs: { sha: string; heads: string }[] = []
  for (let number = 0; number < 3; number++) {
    const carol = await start('Carol')
    const sha = commit(await joinAt(carol), `hers-${number}`)
    theirs.push({ sha, heads: (await carol.call.publishHeads({ project: repoHash })).repoHash })
  }
  const bob = await start('Bob')
  for (const { heads } of theirs)
    await until('their heads', () => bob.host.context.nearby.get(heads)?.summary)
  const path = await joinAt(bob)
  for (const { sha, heads } of theirs) {
    const remoteOf = () => bob.host.context.entries.get(heads)?.record.remote
    await until('a remote', remoteOf)
    await arrives(path, `refs/remotes/${remoteOf()}/main`, sha)
  }
  const { people } = bob.host.context.entries.get(repoHash)!.record
  expect(new Set(people.map(({ remote }) => remote)).size).toBe(3)
})
