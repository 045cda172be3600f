import { expect, it } from 'vitest'
import { createSwarm, runToEnd, MINUTE, type Swarm } from '../../../test/simulator/measure.ts'
import { STORE_RETRY } from './limits.ts'

/** A swarm whose only joiner has a full disk, once it has met it. */
function onFullDisk() {
  let full = true
  let failed = 0
  const swarm: Swarm = createSwarm(1, 50, {
    seed: 1,
    record: false,
    onOutput(node, output) {
      if (!full || output.type !== 'store') return
      failed++
      swarm.simulation.input(node, { type: 'stored', reel: output.reel, index: output.index, ok: false })
    },
  })
  expect(swarm.simulation.runUntil(() => failed > 0, MINUTE)).toBe(true)
  // What was asked for already arrives.
  swarm.simulation.runUntil(() => false, STORE_RETRY / 2)
  return { ...swarm, swarm, failed: () => failed, empty: () => void (full = false) }
}

it('a reel that the store had no room for rests for a while, and is tried again by itself', () => {
  const { simulation, swarm, failed, empty } = onFullDisk()
  const before = failed()
  simulation.runUntil(() => false, STORE_RETRY / 4)
  expect(failed()).toBe(before)
  empty()
  expect(runToEnd(swarm, MINUTE)).toBe(true)
})

it('it is tried at once when it is wanted anew', () => {
  const { simulation, swarm, project, others, empty } = onFullDisk()
  empty()
  simulation.wantAll(others[0]!, project.repo, project.references.reels)
  expect(runToEnd(swarm, STORE_RETRY / 4)).toBe(true)
})
