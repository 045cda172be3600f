/**
 * Half of a swarm is hostile: the honest half completes in about the time that it takes among honest ones.
 * INSPECT=1 looks at what must be true after each step, not after some.
 */
import { describe, expect, it } from 'vitest'
import { fakeProject } from './fake-project.ts'
import { misbehave, MISBEHAVIOURS, type Misbehaviour } from './hostile-node.ts'
import { checkSome } from './invariants.ts'
import { createSwarm, MINUTE, runToEnd } from './measure.ts'
import { seeds } from './seeds.ts'
import { createSwarmSimulation, hasAll } from './simulation.ts'

const BLOCKS = 400
const PEERS = 16
/** A prime: no node and no kind of step is passed by. */
const INSPECT = Number(process.env.INSPECT ?? 31)
const kinds = Object.keys(MISBEHAVIOURS) as Misbehaviour[]

const honestTimes = new Map<number, number>()

/** Milliseconds until the slowest of 15 honest joiners has all. */
function honestTime(seed: number): number {
  const before = honestTimes.get(seed)
  if (before !== undefined) return before
  const swarm = createSwarm(PEERS - 1, BLOCKS, { seed, stream: true, record: false })
  expect(runToEnd(swarm)).toBe(true)
  honestTimes.set(seed, swarm.simulation.now)
  return swarm.simulation.now
}

function halfHostile(
  seed: number,
  blocks: number,
  kindOf: (index: number) => Parameters<typeof misbehave>[1],
) {
  const inspect = checkSome(INSPECT)
  const simulation = createSwarmSimulation({ seed, stream: true, record: false, inspect })
  const project = fakeProject(seed, blocks)
  const alice = simulation.addNode('alice')
  simulation.seed(alice, project)
  const hostile = Array.from({ length: PEERS / 2 }, (_, index) => simulation.addNode(`hostile${index}`))
  hostile.forEach((node, index) => {
    const kind = kindOf(index)
    misbehave(node, kind)
    if (kind === 'takes a slot and asks for nothing') simulation.join(node, project.repo, [alice])
    else simulation.seed(node, project)
  })
  const others = Array.from({ length: PEERS / 2 - 1 }, (_, index) => simulation.addNode(`bob${index}`))
  for (const node of others) simulation.join(node, project.repo, [alice, ...hostile])
  return { simulation, project, alice, others, hostile }
}

type Scene = ReturnType<typeof halfHostile>

function honestHalf({ simulation, project, others }: Scene): boolean {
  return simulation.runUntil(() => others.every((node) => hasAll(node, project)), 5 * MINUTE)
}

describe('a swarm of sixteen, half of it hostile', () => {
  it.each(seeds(1))('of all kinds: completes within twice the time of honest ones (SEED=%i)', (seed) => {
    const usual = honestTime(seed)
    const scene = halfHostile(seed, BLOCKS, (index) => kinds[index % kinds.length]!)
    expect(honestHalf(scene)).toBe(true)
    console.log(`half hostile: ${(scene.simulation.now / usual).toFixed(2)} of the usual time`)
    expect(scene.simulation.now / usual).toBeLessThan(2)
  })

  it('who gives wrong or nothing is dropped, and for a time refused', () => {
    const scene = halfHostile(2, BLOCKS, (index) => kinds[index % kinds.length]!)
    expect(honestHalf(scene)).toBe(true)
    scene.simulation.runUntil(() => false, MINUTE)
    const honest = new Set([scene.alice, ...scene.others].map(({ peerId }) => peerId))
    const banned = scene.others.flatMap(({ engine }) => [...engine.bannedUntil.keys()])
    expect(banned.filter((peerId) => honest.has(peerId))).toEqual([])
    // Those at least who said something wrong to somebody.
    expect(new Set(banned).size).toBeGreaterThanOrEqual(3)
    for (const { engine } of scene.others)
      for (const peerId of engine.bannedUntil.keys()) expect(engine.byPeer.has(peerId)).toBe(false)
  })

  it.each([...kinds, 'takes a slot and asks for nothing' as const])('each %s', (kind) => {
    const usual = honestTime(1)
    const scene = halfHostile(1, BLOCKS, () => kind)
    expect(honestHalf(scene)).toBe(true)
    console.log(`half hostile, ${kind}: ${(scene.simulation.now / usual).toFixed(2)} of the usual time`)
    expect(scene.simulation.now / usual).toBeLessThan(2)
  })
})
