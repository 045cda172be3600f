/** The holders of reels have left; who has the repository by git alone makes packs. */
import { expect, it } from 'vitest'
import { checkInvariants } from './invariants.ts'
import { createSwarm, MINUTE, sizeOf } from './measure.ts'
import { fakeProject } from './fake-project.ts'
import { seeds } from './seeds.ts'
import { hasAll, type SimNode } from './simulation.ts'

it.each(seeds(5))(
  'those who lost their only holder get the rest as packs, one maker dying too (SEED=%i)',
  (seed) => {
    const swarm = createSwarm(3, 60, { seed, record: false, inspect: checkInvariants })
    const { simulation, project, alice, others } = swarm
    const pack = fakeProject(seed + 500, 40).reels[1]!
    const makers = ['carol', 'eve'].map((name) => simulation.addNode(name)) as [SimNode, SimNode]
    for (const maker of makers) simulation.adopt(maker, project, pack, [alice, ...others])
    const received = () => others.reduce((sum, node) => sum + node.received, 0)
    expect(simulation.runUntil(() => received() > 0.4 * sizeOf(project), MINUTE)).toBe(true)
    simulation.kill(alice)
    const want = project.references.refs.map(({ oid }) => oid)
    const ask = () => {
      for (const node of others)
        simulation.input(node, { type: 'ask-pack', repo: project.repo, want, have: [] })
    }
    const complete = (node: SimNode) => {
      const reel = node.engine.reels.get(pack.info.id)
      return reel !== undefined && reel.haveCount === reel.have.length && node.store.equals(pack)
    }
    // Each joiner's driver asks again as long as something is missing, as the real one does.
    for (let at = 100; at < 3 * MINUTE; at += 5_000)
      simulation.after(at, () => others.every(complete) || ask())
    simulation.after(3_000, () => simulation.kill(makers[0]))
    const done = simulation.runUntil(() => others.every(complete), 3 * MINUTE)
    if (!done) console.error(`failed with SEED=${seed}`)
    expect(done).toBe(true)
    expect(others.some((node) => hasAll(node, project))).toBe(false)
    expect(makers[0].sent + makers[1].sent).toBeGreaterThanOrEqual(pack.info.bytes)
  },
)
