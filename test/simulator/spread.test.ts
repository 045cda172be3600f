/** How well a swarm spreads a project: blocks of 256 KiB, 100 Mbit/s and 1 ms for each host. */
import { describe, expect, it } from 'vitest'
import { createSwarm, figuresOf, MINUTE, runToEnd, sizeOf } from './measure.ts'
import { BANDWIDTH, hasAll } from './simulation.ts'
import { seeds } from './seeds.ts'

const print = (name: string, figures: ReturnType<typeof figuresOf>) =>
  console.log(
    name,
    Object.entries(figures)
      .map(([key, value]) => `${key} ${value.toFixed(3)}`)
      .join(', '),
  )

describe.each([false, true])('with stream %s', (stream) => {
  it.each(seeds(3))('eight joiners of 90 MB: one copy leaves the seeder (seed %i)', (seed) => {
    const swarm = createSwarm(8, 330, { seed, stream, record: false })
    expect(runToEnd(swarm)).toBe(true)
    const figures = figuresOf(swarm)
    print(`8 joiners, stream ${stream}, seed ${seed}:`, figures)
    expect(figures.share).toBeLessThan(1.05)
    expect(figures.duplicates).toBeLessThan(0.01)
    expect(figures.time).toBeLessThan(1.05)
  })

  it.each(seeds(3))('twenty joiners, more than there are slots (seed %i)', (seed) => {
    const swarm = createSwarm(20, 330, { seed, stream, record: false })
    expect(runToEnd(swarm)).toBe(true)
    const figures = figuresOf(swarm)
    print(`20 joiners, stream ${stream}, seed ${seed}:`, figures)
    expect(figures.share).toBeLessThan(1.35)
    expect(figures.duplicates).toBeLessThan(0.01)
    expect(figures.time).toBeLessThan(1.7)
  })
})

/** The mean length of the prefix over the time of a download, as a part of what was there. */
function prefixShare(joiners: number, stream: boolean): number {
  const swarm = createSwarm(joiners, 200, { seed: 1, stream, record: false })
  const [bob] = swarm.others
  const history = swarm.project.reels[1]!.info.id
  const shares: number[] = []
  const look = () => {
    const reel = bob!.engine.reels.get(history)
    if (reel && reel.haveCount > 20) shares.push(reel.prefix / reel.haveCount)
    swarm.simulation.after(50, look)
  }
  look()
  runToEnd(swarm)
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

describe('a streamed reel', () => {
  it('alone with a seeder comes in order, in a swarm nearly so', () => {
    expect(prefixShare(1, true)).toBeGreaterThan(0.95)
    expect(prefixShare(8, true)).toBeGreaterThan(0.5)
    expect(prefixShare(8, false)).toBeLessThan(0.4)
  })
})

describe('unequal swarms', () => {
  it.each(seeds(5))('a slow joiner holds up nobody else (seed %i)', (seed) => {
    const swarm = createSwarm(5, 200, { seed, record: false })
    const { simulation, project, alice, others } = swarm
    const slow = simulation.addNode('carol', { up: BANDWIDTH / 20, down: BANDWIDTH / 20 })
    simulation.join(slow, project.repo, [alice])
    expect(runToEnd(swarm)).toBe(true)
    expect(figuresOf(swarm).time).toBeLessThan(1.5)
    expect(simulation.runUntil(() => hasAll(slow, project), 5 * MINUTE)).toBe(true)
    expect(others.every((node) => node.engine.bannedUntil.size === 0)).toBe(true)
  })

  it('a seeder helps where the others are slow to send', () => {
    const swarm = createSwarm(0, 200, { seed: 5, record: false })
    const { simulation, project, alice } = swarm
    const others = ['bob', 'carol'].map((name) => simulation.addNode(name, { up: BANDWIDTH / 50 }))
    for (const node of others) simulation.join(node, project.repo, [alice])
    expect(runToEnd({ ...swarm, others })).toBe(true)
    expect(figuresOf({ ...swarm, others }).time).toBeLessThan(2.4)
  })

  it('two seeders share the work', () => {
    const swarm = createSwarm(4, 200, { seed: 6, record: false })
    const { simulation, project, alice, others } = swarm
    const carol = simulation.addNode('carol')
    simulation.seed(carol, project)
    for (const node of others) simulation.join(node, project.repo, [carol])
    expect(runToEnd(swarm)).toBe(true)
    const size = sizeOf(project)
    expect(carol.sent / size).toBeGreaterThan(0.3)
    expect((carol.sent + alice.sent) / size).toBeLessThan(1.9)
  })
})
