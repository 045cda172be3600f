/** Files of a project are damaged while its node is off: nothing is removed, people are told, and it can go on. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createMemoryNetworkDiscovery,
  type MemoryNetwork,
} from '../../src/main/discovery/memory-discovery.ts'
import { git } from '../git/user-git.ts'
import { arrives, commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

let network: MemoryNetwork
let alice: HostNode
let bob: HostNode
let repo: string
let clone: string
let repoHash: string

beforeEach(async () => {
  network = createMemoryNetworkDiscovery()
  alice = await startHostNode('Alice', network)
  bob = await startHostNode('Bob', network)
  repo = join(alice.folder, 'kite')
  git(alice.folder, 'init', '-q', '-b', 'main', repo)
  commit(repo, 'one')
  ;({ repoHash } = await alice.call.publish({ path: repo }))
  commit(repo, 'two')
  await alice.call.publish({ path: repo })
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
  clone = (await bob.call.join({ target: repoHash, wait: 'joined' })).path
})
afterEach(async () => {
  for (const node of [alice, bob]) await node.stop()
})

const at = (node: HostNode, ...rest: string[]) => join(node.folder, 'data', 'projects', repoHash, ...rest)
const own = (node: HostNode) => node.host.context.entries.get(repoHash)
const seqOf = (node: HostNode) => own(node)?.known?.references.seq ?? 0
const restart = async (node: HostNode, name: string, damage: () => Promise<unknown>) => {
  await node.end()
  await damage()
  return startHostNode(name, network, undefined, node.folder)
}
const newest = async (node: HostNode) =>
  Math.max(...(await readdir(at(node, 'references'))).map(Number).filter(Number.isInteger))
const warnings = (node: HostNode) =>
  node.events().flatMap(({ kind, text }) => (kind === 'warning' ? [text] : []))

it('a published list: it waits for its user, and goes on with a higher number', async () => {
  const seq = await newest(alice)
  const reels = await readdir(join(alice.folder, 'data', 'reels'))
  alice = await restart(alice, 'Alice', () => writeFile(at(alice, 'references', String(seq)), 'broken'))
  expect(warnings(alice).join()).toMatch(/set aside.*publish it again/)
  const project = await alice.call.project({ project: repoHash })
  expect(project).toMatchObject({ state: 'failed', error: { code: 'DAMAGED' } })
  expect(await readdir(join(alice.folder, 'data', 'reels'))).toEqual(reels)

  expect((await alice.call.publish({ path: repo })).repoHash).toBe(repoHash)
  expect(seqOf(alice)).toBeGreaterThan(seq)
  expect(own(alice)?.record).toMatchObject({ state: 'joined', error: null })
  await arrives(clone, 'refs/remotes/alice/main', commit(repo, 'three'))
})

it("a publisher's record: with nothing left of it, the name leads back to the project", async () => {
  const seq = await newest(alice)
  alice = await restart(alice, 'Alice', () => writeFile(at(alice, 'project.json'), '\0\0\0'))
  expect(own(alice)?.record).toMatchObject({ role: 'publisher', state: 'failed', seq })
  expect((await alice.call.publish({ path: repo })).repoHash).toBe(repoHash)
  expect(seqOf(alice)).toBe(seq + 1)
})

it("a publisher's identity of a project: published again it is another, and the old one stays until he says so", async () => {
  alice = await restart(alice, 'Alice', () => writeFile(at(alice, 'repo.bencode'), ''))
  expect(own(alice)?.record).toMatchObject({ state: 'failed', error: { code: 'DAMAGED' } })
  expect((await alice.call.publish({ path: repo })).repoHash).not.toBe(repoHash)
  expect(await readFile(at(alice, 'repo.bencode.damaged'), 'utf8')).toBe('')
  await alice.call.unpublish({ project: repoHash })
  expect(own(alice)).toBeUndefined()
})

it.each(['repo.bencode', 'references'])(
  'a joined list (%s) comes again, and takes nothing back',
  async (name) => {
    const seq = await newest(bob)
    const head = git(clone, 'rev-parse', 'refs/remotes/alice/main')
    const path = name === 'references' ? at(bob, name, String(seq)) : at(bob, name)
    bob = await restart(bob, 'Bob', () => writeFile(path, 'broken'))
    expect(own(bob)?.record.state).toBe('joined')
    await until('the list', () => seqOf(bob) >= seq)
    expect(git(clone, 'rev-parse', 'refs/remotes/alice/main')).toBe(head)
    await until('its reels', () => own(bob)!.reels.length > 0)
    await arrives(clone, 'refs/remotes/alice/main', commit(repo, 'three'))
  },
)
