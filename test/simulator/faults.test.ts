/** Swarms that lose connections, hosts and halves of themselves. Each step of each engine is checked. */
import { describe, expect, it } from 'vitest'
import { nextRandom } from '../../src/main/engine/random.ts'
import { SILENCE_TIMEOUT } from '../../src/main/engine/limits.ts'
import { checkInvariants } from './invariants.ts'
import { createSwarm, MINUTE, runToEnd, type Swarm } from './measure.ts'
import { hasAll, type SimNode } from './simulation.ts'
import { seeds } from './seeds.ts'

const swarmOf = (joiners: number, blocks: number, seed: number) =>
  createSwarm(joiners, blocks, { seed, stream: seed % 2 === 0, record: false, inspect: checkInvariants })

/** Whether the others together have every block. */
const isSpread = ({ project, others }: Swarm) =>
  project.reels.every(({ info }) =>
    Array.from({ length: Math.ceil(info.bytes / info.blockSize) }).every((_, index) =>
      others.some((node) => node.alive && node.engine.reels.get(info.id)?.have[index] === 1),
    ),
  )

const halfDone = ({ project, others }: Swarm) =>
  others.every(({ engine }) => (engine.reels.get(project.reels[1]!.info.id)?.haveCount ?? 0) > 15)

describe('a swarm that is hurt', () => {
  it('completes after a partition has healed', () => {
    const swarm = swarmOf(6, 60, 1)
    const { simulation, others, project } = swarm
    expect(simulation.runUntil(() => halfDone(swarm), MINUTE)).toBe(true)
    const cutOff = new Set(others.slice(0, 3))
    simulation.divide((node) => (cutOff.has(node) ? 1 : 0))
    expect(simulation.runUntil(() => others.slice(3).every((node) => hasAll(node, project)), MINUTE)).toBe(
      true,
    )
    expect(others.slice(0, 3).some((node) => hasAll(node, project))).toBe(false)
    simulation.divide(() => 0)
    expect(runToEnd(swarm, MINUTE)).toBe(true)
  })

  it('completes after a partition that outlasted every connection', () => {
    const swarm = swarmOf(4, 60, 2)
    const { simulation, others, alice } = swarm
    expect(simulation.runUntil(() => halfDone(swarm), MINUTE)).toBe(true)
    const cutOff = new Set(others.slice(0, 2))
    simulation.divide((node) => (cutOff.has(node) ? 1 : 0))
    simulation.runUntil(() => false, SILENCE_TIMEOUT + MINUTE)
    for (const node of cutOff) expect(node.engine.byPeer.has(alice.peerId)).toBe(false)
    simulation.divide(() => 0)
    expect(runToEnd(swarm, 3 * MINUTE)).toBe(true)
  })

  it('completes when its seeder loses power once a copy is spread', () => {
    const swarm = swarmOf(5, 60, 3)
    const { simulation, others, alice, project } = swarm
    expect(simulation.runUntil(() => isSpread(swarm), MINUTE)).toBe(true)
    expect(others.every((node) => hasAll(node, project))).toBe(false)
    simulation.vanish(alice)
    expect(runToEnd(swarm, MINUTE)).toBe(true)
    simulation.runUntil(() => false, SILENCE_TIMEOUT + MINUTE)
    for (const { engine } of others) expect(engine.byPeer.has(alice.peerId)).toBe(false)
  })

  it('takes back a host that lost power and comes back before anybody noticed', () => {
    const swarm = swarmOf(3, 60, 4)
    const { simulation, others, alice, project } = swarm
    const [bob] = others as [SimNode]
    expect(simulation.runUntil(() => halfDone(swarm), MINUTE)).toBe(true)
    const before = project.reels.map(({ info }) => bob.engine.reels.get(info.id)!.haveCount)
    simulation.vanish(bob)
    simulation.runUntil(() => false, 5_000)
    bob.dark = false
    bob.links.clear()
    simulation.restart(bob, project, [alice])
    const received = bob.received
    expect(runToEnd(swarm, 2 * MINUTE)).toBe(true)
    const missing = project.reels.reduce((sum, { hashes }, i) => sum + hashes.length / 32 - before[i]!, 0)
    expect((bob.received - received) / 1_024).toBeLessThanOrEqual(missing)
  })

  it.each(seeds(10))('completes through resets, deaths, restarts and partitions (SEED=%i)', (seed) => {
    const swarm = swarmOf(6, 40, seed)
    const { simulation, others, alice, project } = swarm
    const chance = () => nextRandom(simulation.random)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!
    const trouble = [
      () => {
        const line = pick([...pick(simulation.nodes).links.values()])
        if (line) simulation.network.reset(line)
      },
      () => {
        const victim = pick(others)
        if (!victim.alive) return
        simulation.kill(victim)
        simulation.after(chance() * 10_000, () => simulation.restart(victim, project, [alice]))
      },
      () => {
        simulation.divide(() => Math.floor(chance() * 2))
        simulation.after(chance() * 30_000, () => simulation.divide(() => 0))
      },
    ]
    for (let at = 200; at < 20_000; at += 200 + chance() * 1_500) simulation.after(at, () => pick(trouble)())
    simulation.runUntil(() => false, 20_000)
    const done = runToEnd(swarm, 5 * MINUTE)
    if (!done) console.error(`failed with SEED=${seed}`)
    expect(done).toBe(true)
    for (const { engine } of simulation.nodes) expect([...engine.bannedUntil.keys()]).toEqual([])
  })
})
