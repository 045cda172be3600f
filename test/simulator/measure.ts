/** What a swarm's run is measured by. */
import { fakeProject, type FakeProject } from './fake-project.ts'
import {
  BANDWIDTH,
  createSwarmSimulation,
  hasAll,
  type SimNode,
  type SimulationOptions,
} from './simulation.ts'

export const MINUTE = 60_000

/** Bytes of all reels. */
export const sizeOf = (project: FakeProject): number =>
  project.reels.reduce((sum, { info }) => sum + info.bytes, 0)

/** Alice seeds a project that so many others join at once. */
export function createSwarm(joiners: number, blocks: number, options: SimulationOptions) {
  const simulation = createSwarmSimulation(options)
  const project = fakeProject(options.seed, blocks)
  const alice = simulation.addNode('alice')
  simulation.seed(alice, project)
  const others = Array.from({ length: joiners }, (_, i) => simulation.addNode(`bob${i}`))
  for (const node of others) simulation.join(node, project.repo, [alice])
  return { simulation, project, alice, others }
}

export type Swarm = ReturnType<typeof createSwarm>

export function runToEnd({ simulation, project, others }: Swarm, within = 5 * MINUTE): boolean {
  const missing = new Set<SimNode>(others)
  const done = () => {
    for (const node of missing) {
      if (node.alive && !hasAll(node, project)) return false
      missing.delete(node)
    }
    return true
  }
  return simulation.runUntil(done, within)
}

/**
 * `share`: what the seeder sent; `duplicates`: what arrived in vain; both as parts of the project's size (per joiner).
 * `time`: the slowest joiner's, as a part of size / bandwidth. `cpu`: microseconds of step() for each block received.
 */
export function figuresOf({ simulation, project, alice, others }: Swarm, bandwidth = BANDWIDTH) {
  const size = sizeOf(project)
  const received = others.reduce((sum, node) => sum + node.received, 0)
  return {
    share: alice.sent / size,
    duplicates: received / size / others.length - 1,
    time: simulation.now / ((size * 256) / bandwidth),
    cpu: (simulation.count.stepTime * 1_000) / (received / 1_024),
  }
}
