import { expect, it } from 'vitest'
import { checkInvariants } from '../../../test/simulator/invariants.ts'
import { createSwarm, runToEnd, MINUTE } from '../../../test/simulator/measure.ts'
import { hasAll } from '../../../test/simulator/simulation.ts'

it('while paused nothing is fetched, what was asked for is taken back, serving goes on; resumed, it completes', () => {
  const swarm = createSwarm(2, 100, { seed: 1, inspect: checkInvariants })
  const { simulation, project, alice, others } = swarm
  const [bob, carol] = others
  const history = project.reels[1]!.info.id
  const haveOf = (node: typeof bob) => node!.engine.reels.get(history)?.haveCount ?? 0
  simulation.runUntil(() => haveOf(bob) > 20, MINUTE)

  bob!.outputs.length = 0
  simulation.input(bob!, { type: 'pause-repo', repo: project.repo })
  const cancelled = bob!.outputs.filter(
    (output) => output.type === 'send' && output.message.type === 'cancel',
  )
  expect(cancelled.length).toBeGreaterThan(0)
  for (const link of bob!.engine.links.values()) expect(link.asked.size).toBe(0)

  simulation.runUntil(() => false, 1_000) // what was sent already arrives
  const had = haveOf(bob)
  const sent = bob!.sent
  simulation.kill(alice)
  simulation.runUntil(() => false, 10_000)
  expect(haveOf(bob)).toBe(had)
  expect(bob!.sent).toBeGreaterThanOrEqual(sent)
  for (let index = 0; index < 100; index++)
    if (bob!.engine.reels.get(history)!.have[index] === 1)
      expect(carol!.engine.reels.get(history)!.have[index]).toBe(1)

  simulation.restart(alice, project, [])
  simulation.runUntil(() => false, 100)
  for (const reel of project.reels) alice.store.fill(reel)
  simulation.input(bob!, { type: 'resume-repo', repo: project.repo })
  expect(runToEnd(swarm, MINUTE)).toBe(true)
  expect(others.every((node) => hasAll(node, project))).toBe(true)
})
