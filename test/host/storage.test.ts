/** Room is made for what is kept for others, and nothing is lost by it: real stores, real git, real TLS on loopback. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { git } from '../git/user-git.ts'
import { commit, until } from '../nodes/arrivals.ts'
import { reelsOf } from './copy-from-elsewhere.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const run = promisify(execFile)
const MB = 1e6
const network = createMemoryNetworkDiscovery()
const nodes: HostNode[] = []
const start = async (name: string) => {
  const node = await startHostNode(name, network)
  nodes.push(node)
  return node
}

let alice: HostNode
let repoHash: string
beforeEach(async () => {
  alice = await start('Alice')
  const repo = join(alice.folder, 'kite')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  writeFileSync(join(repo, 'picture'), randomBytes(3 * MB))
  commit(repo, 'one')
  writeFileSync(join(repo, 'picture'), randomBytes(3 * MB))
  commit(repo, 'two')
  ;({ repoHash } = await alice.call.publish({ path: repo }))
})
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()))
})

/** Joins, and lets git pack the clone anew: what is kept for others is then a second copy. */
async function joined(name: string) {
  const node = await start(name)
  await until('the project', () => node.host.context.nearby.get(repoHash)?.summary)
  const { path } = await node.call.join({ target: repoHash })
  await until(`${name} to join`, async () => (await project(node)).state === 'joined')
  await run('git', ['-C', path, 'repack', '-adq'])
  // What the clone was made in goes once it is joined; until then it is another name of the same bytes.
  await until('its bytes to be a second copy', async () => (await used(node)) > 6 * MB)
  return { node, path }
}
const project = (node: HostNode) => node.call.project({ project: repoHash })
const used = async (node: HostNode) => (await node.call.storage({})).used
const packs = async (node: HostNode) =>
  (await readdir(join(node.folder, 'data', 'reels'))).filter((name) => !name.endsWith('.hashes'))
const holdersSeenBy = (node: HostNode) =>
  reelsOf(node, repoHash).map((id) => node.host.context.swarm.holders(id).length)

it('beyond the quota, what enough others have goes; a couple keep it, and newcomers still get it', async () => {
  const joiners = await Promise.all(['Bob', 'Carol', 'Dave'].map(joined))
  for (const { node } of joiners) {
    await until('all to know one another', () => holdersSeenBy(node).every((count) => count === 3))
  }
  await Promise.all(joiners.map(({ node }) => node.call.updateSettings({ storeQuota: MB })))
  const total = (await joiners[0]!.node.call.storage({})).used
  const evictors = async () => {
    const bytes = await Promise.all(joiners.map(({ node }) => used(node)))
    return joiners.filter((_, at) => bytes[at]! < total)
  }
  await until('somebody to make room', async () => (await evictors()).length > 0)
  await until('Alice to hear of it', () => holdersSeenBy(alice).some((count) => count < joiners.length))
  for (const count of holdersSeenBy(alice)) expect(count).toBeGreaterThan(0)

  // It is a clone like any other, only not one that others get everything from.
  const [{ node, path }] = (await evictors()) as [(typeof joiners)[0]]
  const { state, transfer } = await project(node)
  expect(state).toBe('joined')
  expect(transfer.have).toBeLessThan(transfer.total)
  expect(git(path, 'fsck', '--strict')).toBe('')
  expect(git(path, 'ls-remote', 'alice', 'main')).toContain(git(path, 'rev-parse', 'HEAD'))
  await joined('Eve')
})

it('the user lets go what others have; what nobody has is asked about first', async () => {
  const { node: bob, path } = await joined('Bob')
  const bytes = await used(bob)
  expect((await bob.call.storage({})).projects).toEqual([
    { repoHash, name: 'kite', bytes, shared: 0, freeable: bytes, others: 1, own: false },
  ])
  // What one publishes stays, whatever is asked.
  expect(await alice.call.freeStorage({ project: 'kite', onlyCopy: true })).toEqual({ freed: 0, onlyHere: 0 })
  const [gone] = nodes.splice(nodes.indexOf(alice), 1)
  await gone!.stop()
  await until('Bob to see it', () => holdersSeenBy(bob).every((count) => count === 0))
  expect(await bob.call.freeStorage({ project: 'kite' })).toEqual({ freed: 0, onlyHere: bytes })
  expect(await used(bob)).toBe(bytes)
  expect(await bob.call.freeStorage({ project: 'kite', onlyCopy: true })).toEqual({
    freed: bytes,
    onlyHere: 0,
  })
  expect(await packs(bob)).toEqual([])
  expect(git(path, 'fsck', '--strict')).toBe('')
})

it('heads are published on a base that was let go: it comes back', async () => {
  const { node: bob, path } = await joined('Bob')
  expect((await bob.call.freeStorage({ project: 'kite' })).freed).toBeGreaterThan(6 * MB)
  commit(path, 'three')
  const own = await bob.call.publishHeads({ project: repoHash })
  expect(reelsOf(bob, own.repoHash)).toEqual(expect.arrayContaining(reelsOf(alice, repoHash)))
  expect(reelsOf(bob, own.repoHash)).toHaveLength(reelsOf(alice, repoHash).length + 1)
  // Now it is his own as well.
  expect((await bob.call.freeStorage({ project: 'kite', onlyCopy: true })).freed).toBe(0)
  expect(bob.events().filter(({ kind }) => kind === 'warning' || kind === 'refused')).toEqual([])
})
