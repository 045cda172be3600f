/**
 * A node is killed, or its power is cut, or its disk fails, at every point where it changes something on its disk. After each it is started
 * again: what was published and fetched is there, repositories are sound, and what was being done is done.
 * FAULTS=1000 npx vitest run --project git test/faults/faults.test.ts runs the long form; SEED replays one; DEED, KIND and AT choose.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  createMemoryNetworkDiscovery,
  type MemoryNetwork,
} from '../../src/main/discovery/memory-discovery.ts'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import { isHeld } from '../../src/main/host/projects/hold.ts'
import { resume } from '../../src/main/host/projects/resume.ts'
import { buildHistory } from '../git/build-history.ts'
import { git } from '../git/user-git.ts'
import { arrives, commit, until } from '../nodes/arrivals.ts'
import { startHostNode, type HostNode } from '../host/start-host-node.ts'
import { bury, deed, remove, startVictim } from './victim.ts'
import { worldOf, type Fault, type World } from './world.ts'

vi.mock('node:fs/promises', async () => (await import('./fault-disk.ts')).promises)
vi.mock('node:fs', async () => (await import('./fault-disk.ts')).files)
vi.mock('node:child_process', async () => (await import('./fault-disk.ts')).processes)

const total = Number(process.env.FAULTS ?? 40)
/** The sample is the same each time; the long form draws its own. */
const seed = Number(process.env.SEED ?? (process.env.FAULTS ? Date.now() % 100_000 : 1))
const random = createRandom(seed)
const only = process.env.DEED
const between = (from: number, to: number) => from + Math.floor(nextRandom(random) * (to - from))

/** Of each deed so many faults; the longer a deed, the more points it has. */
const SHARES = { join: 0.35, update: 0.2, publish: 0.15, commit: 0.15, leave: 0.1, settings: 0.05 }
const ALL = ['kill', 'torn', 'cut', 'cut', 'ENOSPC', 'EROFS', 'EIO', 'EMFILE', 'ENOENT'] as const
const KINDS = ALL.filter((kind) => (process.env.KIND ?? kind) === kind)

/** Thirty points from there on alone: where something is looked for. */
const from = process.env.AT === undefined ? null : Number(process.env.AT)

/** Every point of a deed in turn, with each kind of fault; where there are fewer faults than that, some. */
function* faults(share: number, points: number): Generator<Fault> {
  const count = Math.max(1, Math.round(total * share))
  for (let index = 0; index < count; index++) {
    const kind = KINDS[(index + seed) % KINDS.length]!
    const drawn = count < points ? between(0, points) : Math.floor(index / KINDS.length) % points
    const at = from === null ? drawn : from + (index % 30)
    if (kind === 'kill' || kind === 'torn' || kind === 'cut') yield { kind, at }
    else yield { kind: 'fails', at, code: kind, times: index % 2 === 0 ? 1 : 60 }
  }
}

const network: MemoryNetwork = createMemoryNetworkDiscovery()
let friend: HostNode
let repo: string
let repoHash: string
const lost: string[] = []
process.on('unhandledRejection', (error) => lost.push(String(error)))

const entryOf = (node: HostNode, hash: string) => node.host.context.entries.get(hash)
const isState = (node: HostNode, hash: string, state: string) => entryOf(node, hash)?.record.state === state

/** A repository that git finds nothing wrong with. */
function expectSound(path: string): void {
  expect(git(path, 'fsck', '--full', '--no-dangling')).toBe('')
}

interface Outcome {
  readonly hit: number
  readonly missed: number
}

/** Counts from now on. */
function arm(world: World, fault: Fault): void {
  Object.assign(world, { points: 0, failed: 0, hit: '', fault })
}

/** Ends what is left of a node that met a fault, and starts it again on its disk. */
async function again(name: string, world: World, node: HostNode | null): Promise<HostNode> {
  const dead = world.dead
  world.fault = null
  if (dead || !node) await bury(world, node)
  else await node.end()
  const { started } = await startVictim(name, network, world.folder)
  return started
}

beforeAll(async () => {
  friend = await startHostNode('Alice', network)
  repo = await buildHistory(join(friend.folder, 'kite'), {
    commits: 12,
    megabytes: 1,
    files: 20,
    checkOut: true,
  })
  ;({ repoHash } = await friend.call.publish({ path: repo }))
})
afterAll(async () => {
  await friend.stop()
  expect(lost).toEqual([])
})

const describeDeed = (name: keyof typeof SHARES, run: () => Promise<Outcome>) =>
  describe.skipIf(only !== undefined && only !== name)(name, () => {
    it(
      `meets ${Math.round(total * SHARES[name])} faults (seed ${seed})`,
      { timeout: 60_000 + total * 10_000 },
      async () => {
        const { hit, missed } = await run()
        console.log(`${name}: ${hit} faults were met, ${missed} points were not reached (seed ${seed})`)
        if (hit + missed >= 10) expect(hit).toBeGreaterThan(0)
      },
    )
  })

/** Milliseconds for one fault, and what comes after it. */
const PATIENCE = 90_000
const tooLong = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('it takes too long')), PATIENCE).unref()
  })

/** Runs a deed with each fault, and tells which one it was where something is wrong. */
async function withFaults(
  share: number,
  points: number,
  one: (fault: Fault) => Promise<string>,
): Promise<Outcome> {
  let hit = 0
  let missed = 0
  for (const fault of faults(share, points)) {
    const what = JSON.stringify(fault)
    const begun = performance.now()
    try {
      const where = await Promise.race([one(fault), tooLong()])
      if (where === '') missed++
      else hit++
      if (process.env.TELL) console.log(`${what} ${where} ${Math.round(performance.now() - begun)} ms`)
    } catch (error) {
      throw new Error(`${what}, seed ${seed}: ${String(error)}`, { cause: error })
    }
  }
  return { hit, missed }
}

describeDeed('join', () =>
  withFaults(SHARES.join, 260, async (fault) => {
    const { world, started } = await startVictim('Bob', network, undefined, fault)
    const held: { node?: HostNode } = {}
    await deed(world, async () => {
      const node = (held.node = await started)
      await until('the project', () => node.host.context.nearby.get(repoHash)?.summary)
      const { repoHash: hash } = await node.call.join({ target: repoHash })
      await until(
        'an end',
        () => isState(node, hash, 'joined') || isState(node, hash, 'failed') || isHeld(entryOf(node, hash)!),
        60_000,
      )
    })
    const { hit } = world
    // Where only its disk failed, it may go on as it is.
    let node = held.node
    const goesOn = !world.dead && node !== undefined && fault.at % 2 === 0
    world.fault = null
    if (!goesOn) node = await again('Bob', world, node ?? null)
    const bob = node!
    const entry = entryOf(bob, repoHash)
    if (!entry || entry.record.state === 'failed') {
      await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
      await bob.call.join({ target: repoHash })
    }
    await until('the clone', async () => {
      // Rather than waiting for the next try.
      await resume(bob.host.context, entryOf(bob, repoHash)!)
      return isState(bob, repoHash, 'joined')
    })
    const { path } = entryOf(bob, repoHash)!.record
    expectSound(path)
    expect(git(path, 'status', '--porcelain')).toBe('')
    expect(git(path, 'rev-parse', 'HEAD')).toBe(git(repo, 'rev-parse', 'HEAD'))
    expect(readdirSync(bob.folder).sort()).toEqual(['data', 'kite'])
    await bob.end()
    remove(world)
    return hit
  }),
)

describeDeed('update', async () => {
  const first = await startVictim('Bob', network)
  let { world } = first
  let bob = await first.started
  await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
  const { path } = await bob.call.join({ target: repoHash, wait: 'joined' })
  let count = 0
  const outcome = await withFaults(SHARES.update, 70, async (fault) => {
    arm(world, fault)
    const before = git(path, 'rev-parse', 'alice/main')
    const sha = commit(repo, 'news', `${++count}\n`.repeat(200))
    const arrival = until('it', () => git(path, 'rev-parse', 'alice/main') === sha, 3_000)
    await Promise.race([world.died, arrival]).catch(() => undefined)
    // What comes after it has come: the record, the look at the repository.
    await Promise.race([world.died, new Promise((resolve) => setTimeout(resolve, 50))])
    const { hit } = world
    expectSound(path)
    expect([before, sha]).toContain(git(path, 'rev-parse', 'alice/main'))
    if (world.dead || fault.at % 2 === 1) {
      bob = await again('Bob', world, bob)
      world = worldOf(bob.folder)!
    } else world.fault = null
    await arrives(path, 'refs/remotes/alice/main', sha)
    expectSound(path)
    expect(git(path, 'status', '--porcelain')).toBe('')
    return hit
  })
  await bob.end()
  remove(world)
  return outcome
})

describeDeed('publish', () =>
  withFaults(SHARES.publish, 75, async (fault) => {
    const folder = mkdtempSync(join(tmpdir(), 'gittorrent-fault-'))
    const own = join(folder, 'rook')
    git(folder, 'clone', '-q', repo, own)
    git(own, 'remote', 'remove', 'origin')
    const { world, started } = await startVictim('Carol', network, folder, fault)
    const held: { node?: HostNode } = {}
    await deed(world, async () => {
      const node = (held.node = await started)
      await node.call.publish({ path: own })
    })
    const { hit } = world
    let carol = held.node
    const goesOn = !world.dead && carol !== undefined && fault.at % 2 === 0
    world.fault = null
    if (!goesOn) carol = await again('Carol', world, carol ?? null)
    const before = [...carol!.host.context.entries.keys()]
    const published = await carol!.call.publish({ path: own })
    // What was shared stays the same project.
    if (before.length > 0) expect(before).toEqual([published.repoHash])
    await joinsAndLeaves(published.repoHash, own)
    expectSound(own)
    await carol!.end()
    remove(world)
    return hit
  }),
)

async function joinsAndLeaves(hash: string, source: string): Promise<void> {
  await until('the project', () => friend.host.context.nearby.get(hash)?.summary)
  const { path } = await friend.call.join({ target: hash, wait: 'joined' })
  expect(git(path, 'rev-parse', 'HEAD')).toBe(git(source, 'rev-parse', 'HEAD'))
  expectSound(path)
  await friend.call.leave({ project: hash })
  rmSync(path, { recursive: true, force: true, maxRetries: 5 })
}

describeDeed('commit', async () => {
  const first = await startVictim('Carol', network)
  let { world } = first
  let carol = await first.started
  const own = join(carol.folder, 'rook')
  git(carol.folder, 'clone', '-q', repo, own)
  git(own, 'remote', 'remove', 'origin')
  const { repoHash: hash } = await carol.call.publish({ path: own })
  await until('the project', () => friend.host.context.nearby.get(hash)?.summary)
  const { path } = await friend.call.join({ target: hash, wait: 'joined' })
  let count = 0
  const outcome = await withFaults(SHARES.commit, 60, async (fault) => {
    const seq = entryOf(carol, hash)!.record.seq
    arm(world, fault)
    const sha = commit(own, 'news', `${++count}\n`.repeat(200))
    await deed(world, () => carol.call.publish({ path: own }))
    await Promise.race([world.died, new Promise((resolve) => setTimeout(resolve, 50))])
    const { hit } = world
    if (world.dead || fault.at % 2 === 1) {
      carol = await again('Carol', world, carol)
      world = worldOf(carol.folder)!
    } else world.fault = null
    expect((await carol.call.publish({ path: own })).repoHash).toBe(hash)
    expect(entryOf(carol, hash)!.record.seq).toBeGreaterThan(seq)
    await arrives(path, 'refs/remotes/carol/main', sha)
    expectSound(path)
    return hit
  })
  await friend.call.leave({ project: hash })
  await carol.end()
  remove(world)
  return outcome
})

describeDeed('leave', async () => {
  const first = await startVictim('Bob', network)
  let { world } = first
  let bob = await first.started
  const outcome = await withFaults(SHARES.leave, 25, async (fault) => {
    await until('the project', () => bob.host.context.nearby.get(repoHash)?.summary)
    const { path } = await bob.call.join({ target: repoHash, wait: 'joined' })
    arm(world, fault)
    await deed(world, () => bob.call.leave({ project: repoHash }))
    const { hit } = world
    if (world.dead || fault.at % 2 === 1) {
      bob = await again('Bob', world, bob)
      world = worldOf(bob.folder)!
    } else world.fault = null
    expectSound(path)
    if (entryOf(bob, repoHash)) await bob.call.leave({ project: repoHash })
    expectSound(path)
    expect(existsSync(join(bob.folder, 'data', 'projects', repoHash))).toBe(false)
    rmSync(path, { recursive: true, force: true, maxRetries: 5 })
    return hit
  })
  await bob.end()
  remove(world)
  return outcome
})

describeDeed('settings', async () => {
  const first = await startVictim('Bob', network)
  let { world } = first
  let bob = await first.started
  const { peerId } = bob.host.context.identity
  let limit = 1_000_000
  const outcome = await withFaults(SHARES.settings, 8, async (fault) => {
    const before = bob.host.context.settings.current.uploadLimit
    limit++
    arm(world, fault)
    const error = await deed(world, () => bob.call.updateSettings({ uploadLimit: limit }))
    const { hit, dead } = world
    bob = await again('Bob', world, bob)
    world = worldOf(bob.folder)!
    expect(bob.host.context.identity.peerId).toBe(peerId)
    const { uploadLimit } = bob.host.context.settings.current
    // Told as failed, it may have come to the disk all the same.
    expect(dead || error ? [before, limit] : [limit]).toContain(uploadLimit)
    return hit
  })
  await bob.end()
  remove(world)
  return outcome
})
