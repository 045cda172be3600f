import { describe, expect, it } from 'vitest'
import { createSwarm, runToEnd, sizeOf, MINUTE } from '../../../test/simulator/measure.ts'

/** Seconds that something of a size takes at a rate, after the second's worth that may go at once. */
const expected = (bytes: number, rate: number) => (bytes - rate) / rate

describe('limits', () => {
  it.each([2, 20, 100])('an upload limit of %i KiB/s holds for all peers together', (kilobytes) => {
    const swarm = createSwarm(2, 300, { seed: 1, record: false })
    const { simulation, alice } = swarm
    const rate = kilobytes * 1_024
    simulation.input(alice, { type: 'limits', up: rate, down: null })
    simulation.runUntil(() => false, 30_000)
    const sent = Math.min(alice.sent, 31 * rate)
    if (kilobytes < 10) expect(sent / (31 * rate)).toBeGreaterThan(0.95)
    expect(alice.sent / (31 * rate)).toBeLessThan(1.05)
    expect(runToEnd(swarm)).toBe(true)
  })

  it('a download limit is kept, and used', () => {
    const swarm = createSwarm(3, 400, { seed: 2, record: false })
    const { simulation, project, others } = swarm
    const rate = 10 * 1_024
    for (const node of others) simulation.input(node, { type: 'limits', up: null, down: rate })
    expect(runToEnd(swarm)).toBe(true)
    const seconds = simulation.now / 1_000
    expect(seconds / expected(sizeOf(project), rate)).toBeGreaterThan(0.95)
    expect(seconds / expected(sizeOf(project), rate)).toBeLessThan(1.05)
  })

  it('an upload limit is used to the full, and nobody is left out', () => {
    const swarm = createSwarm(1, 400, { seed: 3, record: false })
    const { simulation, alice, project } = swarm
    const rate = 10 * 1_024
    simulation.input(alice, { type: 'limits', up: rate, down: null })
    expect(runToEnd(swarm)).toBe(true)
    const seconds = simulation.now / 1_000
    expect(seconds / expected(sizeOf(project), rate)).toBeGreaterThan(0.95)
    expect(seconds / expected(sizeOf(project), rate)).toBeLessThan(1.05)
  })

  it('the pace of a reel is kept until it is wanted without one', () => {
    const swarm = createSwarm(1, 400, { seed: 5, record: false })
    const { simulation, project, others } = swarm
    const [bob] = others
    const pace = 10 * 1_024
    const want = (pace?: number) => {
      const reels = project.reels.map(({ info }) => ({ id: info.id, priority: 0, ...(pace ? { pace } : {}) }))
      simulation.input(bob!, { type: 'want', repo: project.repo, reels })
    }
    simulation.runUntil(() => bob!.engine.reels.size > 0, MINUTE)
    want(pace)
    simulation.runUntil(() => false, 10_000)
    const had = Math.max(...[...bob!.engine.reels.values()].map(({ downloaded }) => downloaded))
    expect(had / (10 * pace)).toBeGreaterThan(0.9)
    // What half a second lets go at once, and two blocks that were asked for before.
    expect(had).toBeLessThan(10.5 * pace + 2_048)
    want()
    expect(runToEnd(swarm, MINUTE)).toBe(true)
  })

  it('lifting a limit sets free what waits', () => {
    const swarm = createSwarm(1, 200, { seed: 4, record: false })
    const { simulation, alice } = swarm
    simulation.input(alice, { type: 'limits', up: 1_024, down: null })
    simulation.runUntil(() => false, 5_000)
    expect(alice.sent).toBeLessThan(10 * 1_024)
    simulation.input(alice, { type: 'limits', up: null, down: null })
    expect(runToEnd(swarm, MINUTE)).toBe(true)
  })
})
