/** While reels are checked to be passed on, which may take minutes, everything else goes on. */
import { mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs'
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

const atOnce = { timeout: 30_000 }

/** Alice publishes what Bob has a copy of; his checks wait for `open`, and count. */
async function shared() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const checks = { begun: 0 }
  const waits = (real: Git): Git => ({
    ...real,
    updates: {
      ...real.updates!,
      async checkReels(...of) {
        checks.begun++
        await opened
        return real.updates!.checkReels(...of)
      },
    },
  })
  const network = createMemoryNetworkDiscovery()
  const [alice, bob] = await Promise.all([
    startHostNode('Alice', network),
    startHostNode('Bob', network, waits),
  ])
  nodes.push(alice, bob)
  const copy = await copyFromElsewhere(alice, bob)
  const refusals = () => bob.events().filter(({ kind }) => kind === 'refused' || kind === 'warning')
  return { network, alice, bob, ...copy, refusals, open, checks }
}

it(
  'a new base of the parent takes nothing away from the check, and is passed on in its place',
  atOnce,
  async () => {
    const { alice, bob, repo, clone, repoHash, refusals, open, checks } = await shared()
    const published = bob.call.publish({ path: clone, relatedTo: repoHash })
    await until('the check', () => checks.begun === 1)
    const sha = commit(repo, 'four')
    await alice.call.publishHeads({ project: repoHash, purge: true })
    await arrives(clone, 'refs/remotes/alice/main', sha)
    open()
    const own = await published
    expect(refusals()).toEqual([])
    expect(checks.begun).toBe(2)
    expect(reelsOf(bob, own.repoHash)).toEqual(expect.arrayContaining(reelsOf(alice, repoHash)))
    expect(reelsOf(bob, own.repoHash)).toHaveLength(reelsOf(alice, repoHash).length + 1)
    expect(readdirSync(join(bob.folder, 'data', 'staging'))).toEqual([])
  },
)

it('asking twice checks once, and publishes once', atOnce, async () => {
  const { bob, clone, repoHash, refusals, open, checks } = await shared()
  const ask = () => bob.call.publish({ path: clone, relatedTo: repoHash })
  const asked = [ask(), ask()]
  await until('the check', () => checks.begun === 1)
  open()
  const [one, other] = await Promise.all(asked)
  expect(one!.repoHash).toBe(other!.repoHash)
  expect(checks.begun).toBe(1)
  expect(refusals()).toEqual([])
})

it('one folder is a project, or heads of one', atOnce, async () => {
  const { bob, clone, repoHash, open, checks } = await shared()
  const beside = bob.call.publish({ path: clone, relatedTo: repoHash })
  beside.catch(() => undefined)
  await until('the check', () => checks.begun === 1)
  const own = await bob.call.publish({ path: clone })
  open()
  await expect(beside).rejects.toMatchObject({ code: 'BAD_INPUT', message: /published already/ })
  await bob.call.unpublish({ project: own.repoHash })
  await bob.call.publish({ path: clone, relatedTo: repoHash })
  await expect(bob.call.publish({ path: clone })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: /published already, as your heads of kite/,
  })
})

it('leaving ends it', atOnce, async () => {
  const { bob, clone, repoHash, open, checks } = await shared()
  const published = bob.call.publish({ path: clone, relatedTo: repoHash })
  published.catch(() => undefined)
  await until('the check', () => checks.begun === 1)
  await bob.call.leave({ project: repoHash })
  open()
  await expect(published).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(readdirSync(join(bob.folder, 'data', 'reels'))).toEqual([])
  expect(readdirSync(join(bob.folder, 'data', 'projects'))).toEqual([])
})

it('what is paused is not waited for, and says so', atOnce, async () => {
  const { bob, clone, repoHash, open } = await shared()
  await bob.call.join({ target: repoHash, use: clone, wait: 'joined' })
  await bob.call.pause({ project: repoHash })
  await expect(bob.call.publishHeads({ project: repoHash })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: /is paused/,
  })
  open()
  await bob.call.resume({ project: repoHash })
  await bob.call.publishHeads({ project: repoHash })
})

it(
  'beside somebody’s heads is beside the project, by whatever path the clone is reached',
  atOnce,
  async () => {
    const { network, alice, bob, repo, clone, repoHash, open } = await shared()
    open()
    const { repoHash: heads } = await bob.call.publish({ path: clone, relatedTo: repoHash })
    const carol = await startHostNode('Carol', network)
    nodes.push(carol)
    const place = join(carol.folder, 'place')
    mkdirSync(place)
    symlinkSync(place, join(carol.folder, 'link'))
    await until('the project', () => carol.host.context.nearby.get(repoHash)?.summary)
    await carol.call.join({ target: repoHash, into: join(carol.folder, 'link', 'kite'), wait: 'joined' })
    await arrives(join(place, 'kite'), 'refs/remotes/bob/main', git(clone, 'rev-parse', 'HEAD'))
    const { sameProjects } = await carol.call.inspect({ path: join(place, 'kite') })
    expect(sameProjects).toMatchObject([{ repoHash, path: realpathSync(join(place, 'kite')) }])
    const sha = commit(join(place, 'kite'), 'hers')
    const own = await carol.call.publish({ path: join(place, 'kite'), relatedTo: heads })
    expect(own.alternatives).toEqual([repoHash])
    await arrives(repo, 'refs/remotes/carol/main', sha)
    expect((await alice.people(repoHash)).size).toBe(2)
  },
)
