/** As many nodes as make a network a large one, with all of the real discovery: what they say is counted, not timed. */
import { expect, it } from 'vitest'
import { runRoom } from '../../simulate/discovery/room.ts'

const NODES = 56
const HOLDERS = 40

it(`${NODES} nodes know one another, and a commit of one does not make everybody speak`, async () => {
  const { phases, missing, commitKnown, all, secondAll } = await runRoom({
    nodes: NODES,
    holders: HOLDERS,
    seed: 1,
  })
  expect(missing).toBe(0)
  expect([commitKnown, all, secondAll]).not.toContain(null)
  const of = (name: string) => phases.find((phase) => phase.name === name)!
  // Once for each of the others, and some who became due meanwhile; it was once for each and every holder, twice over.
  expect(of('a commit').directories).toBeLessThan((HOLDERS / 2) * NODES)
  expect(of('a commit').packets).toBeLessThan(4 * NODES)
  expect(of('at rest').packets / of('at rest').seconds).toBeLessThan(2)
  for (const name of ['a newcomer', 'two more']) {
    expect(of(name).busiestPackets).toBeLessThan(80)
    expect(of(name).airtime).toBeLessThan(0.02)
  }
})
