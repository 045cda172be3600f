/** Honest nodes never ban one another, however fast their network is and however much they share. */
import { describe, expect, it } from 'vitest'
import { fakeProject } from './fake-project.ts'
import { createSwarmSimulation, hasAll, PORT, type SimNode } from './simulation.ts'

const bans = (nodes: readonly SimNode[]) => nodes.map(({ engine }) => engine.bannedUntil.size)
const noBans = (nodes: readonly SimNode[]) => nodes.map(() => 0)

describe('honest nodes', () => {
  it.each([
    [400_000, 1],
    [1_250_000, 2],
  ])('at %i bytes a millisecond complete (%i joiners)', (bandwidth, joiners) => {
    const simulation = createSwarmSimulation({ seed: 1, bandwidth, latency: 0.2, record: false })
    const project = fakeProject(1, 4_000)
    const alice = simulation.addNode('alice')
    simulation.seed(alice, project)
    const others = Array.from({ length: joiners }, (_, i) => simulation.addNode(`bob${i}`))
    for (const node of others) simulation.join(node, project.repo, [alice])
    const done = simulation.runUntil(() => others.every((node) => hasAll(node, project)), 20_000)
    expect(bans(simulation.nodes)).toEqual(noBans(simulation.nodes))
    expect(done).toBe(true)
  })

  it('with a hundred projects in common meet, and stay together', () => {
    const simulation = createSwarmSimulation({ seed: 2, record: false })
    const nodes = ['alice', 'bob', 'carol', 'bob2'].map((name) => simulation.addNode(name))
    const projects = Array.from({ length: 100 }, (_, i) => fakeProject(500 + i, 10))
    for (const node of nodes) for (const project of projects) simulation.seed(node, project)
    for (const node of nodes)
      for (const { peerId, address } of nodes)
        for (const { repo } of projects)
          simulation.input(node, { type: 'candidate', repo, peer: { peerId, address, port: PORT } })
    simulation.runUntil(() => false, 10_000)
    expect(bans(nodes)).toEqual(noBans(nodes))
    expect(nodes.map(({ engine }) => engine.links.size)).toEqual([3, 3, 3, 3])
  })
})
