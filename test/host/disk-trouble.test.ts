/** The store can't write for a while: nothing that came is thrown away, people are told what is waited for, and the join goes on. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  createMemoryNetworkDiscovery,
  type MemoryNetwork,
} from '../../src/main/discovery/memory-discovery.ts'
import { resume } from '../../src/main/host/projects/resume.ts'
import { buildHistory } from '../git/build-history.ts'
import { git } from '../git/user-git.ts'
import { arrives, commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

let network: MemoryNetwork
let alice: HostNode
let bob: HostNode
let repo: string
let repoHash: string

beforeEach(async () => {
  network = createMemoryNetworkDiscovery()
  alice = await startHostNode('Alice', network)
  bob = await startHostNode('Bob', network)
  repo = await buildHistory(join(alice.folder, 'kite'), { commits: 60, megabytes: 3 })
  ;({ repoHash } = await alice.call.publish({ path: repo }))
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const node of [alice, bob]) await node.stop()
})

const own = (node: HostNode) => node.host.context.entries.get(repoHash)
const state = async (node: HostNode) => node.call.project({ project: repoHash })
const warnings = (node: HostNode) =>
  node.events().flatMap(({ kind, text }) => (kind === 'warning' || kind === 'failed' ? [text] : []))
const failing = (code: string) => Object.assign(new Error(`${code}: it is so`), { code })
const joinedWhole = async () => {
  await until('the clone', () => own(bob)?.record.state === 'joined')
  const { path } = own(bob)!.record
  expect(git(path, 'fsck')).toBe('')
  expect(git(path, 'rev-list', '--count', '--all')).toBe(git(repo, 'rev-list', '--count', 'main'))
}

it.each(['ENOSPC', 'EIO'])('%s while blocks are written', async (code) => {
  const { reels } = bob.host.context
  const write = reels.write.bind(reels)
  let room = 2
  let full = true
  vi.spyOn(reels, 'write').mockImplementation((...block) =>
    full && --room < 0 ? Promise.reject(failing(code)) : write(...block),
  )
  await bob.call.join({ target: repoHash })
  // The last that is done about it.
  await until('the trouble', () => warnings(bob).length > 0)
  const { phase, error } = await state(bob)
  expect(phase).toMatch(/^Waiting for /)
  expect(error?.action).toMatch(/goes on by itself/)
  expect(['joining', 'usable']).toContain((await state(bob)).state)
  // The two that there is room for may reach the disk after the one that there is none for.
  await until('what came before', async () => (await state(bob)).transfer.have > 0)
  expect(warnings(bob)).toHaveLength(1)
  full = false
  await resume(bob.host.context, own(bob)!)
  await joinedWhole()
  expect((await state(bob)).error).toBeNull()
})

it('a join that could not even be noted is on hold like any other', async () => {
  const { projects } = bob.host.context
  const save = projects.saveRecord.bind(projects)
  let full = true
  vi.spyOn(projects, 'saveRecord').mockImplementation((record) =>
    full ? Promise.reject(failing('ENOSPC')) : save(record),
  )
  await bob.call.join({ target: repoHash })
  expect(own(bob)?.onHold?.code).toBe('DISK_FULL')
  full = false
  await resume(bob.host.context, own(bob)!)
  await joinedWhole()
})

it('who waits for the end is told of a full disk, and the join goes on by itself', async () => {
  const { reels } = bob.host.context
  const finish = reels.finish.bind(reels)
  let full = true
  vi.spyOn(reels, 'finish').mockImplementation((reel) =>
    full ? Promise.reject(failing('ENOSPC')) : finish(reel),
  )
  await expect(bob.call.join({ target: repoHash, wait: 'joined' })).rejects.toMatchObject({
    code: 'DISK_FULL',
    action: expect.stringMatching(/free some space.*by itself/),
  })
  full = false
  await joinedWhole()
})

it('after a restart, what had been given up on this computer is tried again', async () => {
  const { reels } = bob.host.context
  vi.spyOn(reels, 'finish').mockRejectedValue(failing('ENOSPC'))
  await bob.call.join({ target: repoHash })
  await until('the trouble', () => own(bob)?.onHold)
  await bob.end()
  vi.restoreAllMocks()
  bob = await startHostNode('Bob', network, undefined, bob.folder)
  await joinedWhole()
})

it('a list that could not be kept is kept later', async () => {
  await bob.call.join({ target: repoHash, wait: 'joined' })
  const { projects } = bob.host.context
  const save = projects.saveKnown.bind(projects)
  let full = true
  const saved = vi
    .spyOn(projects, 'saveKnown')
    .mockImplementation((...what) => (full ? Promise.reject(failing('ENOSPC')) : save(...what)))
  const sha = commit(repo, 'later')
  await until('the list', () => saved.mock.calls.length > 0)
  full = false
  await arrives(own(bob)!.record.path, 'refs/remotes/alice/main', sha)
})

it('a reel stays on the disk while the list of a project that may need it can not be read', async () => {
  await bob.call.join({ target: repoHash, wait: 'joined' })
  const { reels } = bob.host.context
  const entry = own(bob)!
  const [reel] = entry.reels
  const unread = { code: 'UNREADABLE', message: 'a list', action: 'see' }
  const other = {
    ...entry,
    reels: [],
    known: null,
    record: { ...entry.record, repoHash: 'ab'.repeat(20), state: 'failed' as const, error: unread },
  }
  bob.host.context.entries.set(other.record.repoHash, other)
  await bob.call.leave({ project: repoHash })
  expect((await reels.list()).map(({ id }) => id)).toContain(reel!.id)
  expect(bob.host.context.swarm.view().reels).toEqual([])
  bob.host.context.entries.delete(other.record.repoHash)
})

it('a list that could not be signed to its end leaves nothing behind that is listed later', async () => {
  const { projects } = alice.host.context
  const sha = commit(repo, 'two')
  vi.spyOn(projects, 'saveKnown').mockRejectedValueOnce(failing('EIO'))
  await expect(alice.call.publish({ path: repo })).rejects.toThrow('EIO')
  for (const name of ['three', 'four']) {
    await alice.call.publish({ path: repo })
    commit(repo, name)
  }
  await alice.call.publish({ path: repo })
  const listed = own(alice)!.known!.references.reels.map(({ id }) => id)
  expect(new Set(listed).size).toBe(listed.length)
  expect(git(repo, 'merge-base', '--is-ancestor', sha, 'main')).toBe('')
})

it('a project that could not be left is left the next time', async () => {
  await bob.call.join({ target: repoHash, wait: 'joined' })
  vi.spyOn(bob.host.context.reels, 'remove').mockRejectedValueOnce(failing('EROFS'))
  await expect(bob.call.leave({ project: repoHash })).rejects.toThrow('EROFS')
  await bob.call.leave({ project: repoHash })
  expect(own(bob)).toBeUndefined()
  expect(await bob.host.context.reels.list()).toEqual([])
})

it('whose heads could not be noted is followed once there is room', async () => {
  await bob.call.join({ target: repoHash, wait: 'joined' })
  const { projects } = bob.host.context
  const save = projects.saveRecord.bind(projects)
  let full = true
  const saved = vi
    .spyOn(projects, 'saveRecord')
    .mockImplementation((record) =>
      full && record.role === 'related' ? Promise.reject(failing('ENOSPC')) : save(record),
    )
  const carol = await startHostNode('Carol', network)
  try {
    await until('the project', () => carol.host.context.nearby.get(repoHash)?.summary)
    await carol.call.join({ target: repoHash, wait: 'joined' })
    const sha = commit(own(carol)!.record.path, 'hers')
    await carol.call.publishHeads({ project: repoHash })
    await until('the trouble', () => saved.mock.calls.some(([{ role }]) => role === 'related'))
    full = false
    await arrives(own(bob)!.record.path, 'refs/remotes/carol/main', sha)
  } finally {
    await carol.stop()
  }
})

it('a project that has come, and could not be noted as taken in, is there', async () => {
  const { projects } = bob.host.context
  const save = projects.saveRecord.bind(projects)
  const saved = vi
    .spyOn(projects, 'saveRecord')
    .mockImplementation((record) =>
      record.taken === null ? save(record) : Promise.reject(failing('ENOSPC')),
    )
  await bob.call.join({ target: repoHash, wait: 'joined' })
  await until('the trouble', () => saved.mock.calls.some(([{ taken }]) => taken !== null))
  await joinedWhole()
  expect((await state(bob)).error).toBeNull()
})
