import { expect, it } from 'vitest'
import { createSwarm, figuresOf, runToEnd } from './measure.ts'
import { HUNGRY_LINKS, MAX_LINKS } from '../../src/main/engine/limits.ts'

it('two hundred peers join at once, and all complete', () => {
  const swarm = createSwarm(200, 30, { seed: 1, stream: true, record: false })
  const started = performance.now()
  expect(runToEnd(swarm)).toBe(true)
  const figures = figuresOf(swarm)
  const links = swarm.others.map(({ engine }) => engine.links.size).sort((a, b) => a - b)
  console.log(
    `200 peers: ${(swarm.simulation.now / 1_000).toFixed(1)} s of virtual time in ${((performance.now() - started) / 1_000).toFixed(1)} s,`,
    `${swarm.simulation.count.steps} steps, seeder's share ${figures.share.toFixed(2)}, ${links[0]} to ${links.at(-1)} links`,
  )
  expect(figures.share).toBeLessThan(1.5)
  expect(figures.duplicates).toBeLessThan(0.01)
  expect(links[100]).toBeLessThan(3 * HUNGRY_LINKS)
  expect(links.at(-1)).toBeLessThanOrEqual(MAX_LINKS)
})
