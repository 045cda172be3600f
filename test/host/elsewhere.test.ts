/** A base that can't be shared is made anew: a publisher who has gone, or who serves what isn't what it should be. */
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import type { Git } from '../../src/main/git/types.ts'
import { git } from '../git/user-git.ts'
import { arrives, commit, until } from '../nodes/arrivals.ts'
import { copyFromElsewhere, reelsOf } from './copy-from-elsewhere.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const nodes: HostNode[] = []
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()))
})

/** Alice publishes a copy of what Bob has a copy of. */
async function shared(tamper?: (git: Git) => Git) {
  const network = createMemoryNetworkDiscovery()
  const [alice, bob] = await Promise.all([
    startHostNode('Alice', network, tamper),
    startHostNode('Bob', network),
  ])
  nodes.push(alice, bob)
  return { alice, bob, ...(await copyFromElsewhere(alice, bob)) }
}

it('offers the project, lists its reels, and of several takes the one that was begun with', async () => {
  const { alice, bob, clone, repoHash } = await shared()
  const offered = { repoHash, name: 'kite', publisher: { name: 'Alice' }, path: null }
  expect((await bob.call.inspect({ path: clone })).sameProjects).toMatchObject([offered])
  const own = await bob.call.publish({ path: clone, relatedTo: repoHash })
  expect(own).toMatchObject({ alternatives: [repoHash], sameProjects: [] })
  expect(reelsOf(bob, own.repoHash)).toEqual(expect.arrayContaining(reelsOf(alice, repoHash)))
  expect((await bob.call.inspect({ path: clone })).sameProjects).toMatchObject([{ ...offered, path: clone }])
  // Hers is the beginning of both; and nobody is offered what is his own.
  expect((await alice.call.inspect({ path: join(alice.folder, 'kite') })).sameProjects).toEqual([])
  git(bob.folder, 'init', '-q', '-b', 'main', 'other')
  commit(join(bob.folder, 'other'), 'unlike')
  expect((await bob.call.inspect({ path: join(bob.folder, 'other') })).sameProjects).toEqual([])
})

it('makes its own base when nobody is there any more', async () => {
  const { alice, bob, clone, repoHash } = await shared()
  await bob.call.join({ target: repoHash, use: clone, wait: 'joined' })
  await alice.stop()
  nodes.splice(nodes.indexOf(alice), 1)
  await until('nobody', () => bob.host.context.swarm.view().links.length === 0)
  const { repoHash: own } = await bob.call.publishHeads({ project: repoHash })
  const { reels } = bob.host.context.entries.get(own)!.known!.references
  expect(reels.map(({ kind }) => kind)).toEqual(['tip', 'history'])
})

it('does not pass on in its own name what isn’t whole', async () => {
  // Her history ends too early.
  const { alice, bob, clone, repoHash } = await shared((real) => ({
    ...real,
    async makePacks(repository, selection, folder, signal) {
      const [tip, history] = await real.makePacks(repository, selection, folder, signal)
      const parent = git(repository.path, 'rev-parse', `${selection.headCommit}~1`)
      const older = { ...selection, headCommit: parent, refs: [{ name: selection.head, oid: parent }] }
      const [, short] = await real.makePacks(repository, older, join(folder, 'older'), signal)
      return [tip!, { ...history!, file: short!.file, bytes: short!.bytes }]
    },
  }))
  const own = await bob.call.publish({ path: clone, relatedTo: repoHash })
  const listed = reelsOf(bob, own.repoHash)
  expect(listed.length).toBeGreaterThan(1)
  for (const id of reelsOf(alice, repoHash)) expect(listed).not.toContain(id)
  expect(bob.events().find(({ kind }) => kind === 'refused')?.text).toMatch(
    /^What Alice shares of kite is not passed on in your name: /,
  )
})

it('does not say in its own name what an appended reel is said to give, and does not', async () => {
  const lie = 'ab'.repeat(20)
  const { alice, bob, repoHash } = await shared((real) => ({
    ...real,
    updates: {
      ...real.updates!,
      async makeAppend(...of) {
        const made = await real.updates!.makeAppend(...of)
        return made && { ...made, gives: [...made.gives, { oid: lie, shallow: false }] }
      },
    },
  }))
  await bob.call.join({ target: repoHash, into: join(bob.folder, 'joined'), wait: 'joined' })
  const sha = commit(join(alice.folder, 'kite'), 'four')
  await arrives(join(bob.folder, 'joined'), 'refs/remotes/alice/main', sha)
  const own = await bob.call.publishHeads({ project: repoHash })
  expect(reelsOf(bob, own.repoHash)).toEqual(reelsOf(alice, repoHash))
  const givenBy = (node: HostNode, hash: string) =>
    node.host.context.entries
      .get(hash)!
      .known!.references.reels.flatMap(({ gives }) => gives.map(({ oid }) => oid))
  expect(givenBy(alice, repoHash)).toContain(lie)
  expect(givenBy(bob, own.repoHash)).not.toContain(lie)
  expect(givenBy(bob, own.repoHash)).toContain(sha)
})
