/** The real engine in virtual time. A failing seed is in the test's name or message, and replays exactly. */
import { describe, expect, it } from 'vitest'
import { commonRepos } from '../../src/main/engine/state.ts'
import { fakeProject } from './fake-project.ts'
import { createSwarmSimulation, hasAll, type Simulation, type SimNode } from './simulation.ts'

const MINUTE = 60_000

function swarm(seed: number, joiners: number, blocks = 100, options = {}) {
  const simulation = createSwarmSimulation({ seed, ...options })
  const project = fakeProject(seed, blocks)
  const alice = simulation.addNode('alice')
  simulation.seed(alice, project)
  const others = Array.from({ length: joiners }, (_, i) => simulation.addNode(`bob${i}`))
  for (const node of others) simulation.join(node, project.repo, [alice])
  return { simulation, project, alice, others }
}

const sizeOf = (project: ReturnType<typeof fakeProject>) =>
  project.reels.reduce((sum, { info }) => sum + info.bytes, 0)

/** Every pair of nodes has at most one connection that both count. */
function linksPerPair(simulation: Simulation): number {
  let most = 0
  for (const node of simulation.nodes) {
    const counts = new Map<string, number>()
    for (const { peerId } of node.engine.links.values()) counts.set(peerId, (counts.get(peerId) ?? 0) + 1)
    most = Math.max(most, ...counts.values())
  }
  return most
}

const refusals = (node: SimNode) =>
  node.outputs.filter(({ type }) => type === 'close').filter((close) => 'blame' in close && close.blame)

describe('a swarm in virtual time', () => {
  it.each([1, 2, 3])('eight joiners of one seeder complete, and feed one another (seed %i)', (seed) => {
    const { simulation, project, alice, others } = swarm(seed, 8)
    expect(simulation.runUntil(() => others.every((node) => hasAll(node, project)), 2 * MINUTE)).toBe(true)
    const share = alice.sent / sizeOf(project)
    const total = others.reduce((sum, node) => sum + node.sent, alice.sent) / sizeOf(project)
    console.log(
      `seed ${seed}: ${simulation.now.toFixed(0)} ms, the seeder sent ${share.toFixed(2)} x, all ${(total / 8).toFixed(3)} x a copy each`,
    )
    expect(share).toBeLessThan(1.1)
    expect(total / 8).toBeLessThan(1.01)
    for (const node of others) {
      const history = node.engine.reels.get(project.reels[1]!.info.id)!
      expect(history.from.size).toBeGreaterThanOrEqual(2)
    }
    expect(linksPerPair(simulation)).toBe(1)
    for (const node of simulation.nodes) expect(refusals(node)).toEqual([])
  })

  it('the same seed gives the same run, another seed another', () => {
    const traces = [7, 7, 8].map((seed) => {
      const { simulation, project, others } = swarm(seed, 4, 60)
      simulation.runUntil(() => others.every((node) => hasAll(node, project)), MINUTE)
      return simulation.trace.join('\n')
    })
    expect(traces[0]).toBe(traces[1])
    expect(traces[0]).not.toBe(traces[2])
  })

  it('a joiner that dies costs the others nothing', () => {
    const { simulation, project, others } = swarm(11, 5)
    const [victim, ...rest] = others as [SimNode, ...SimNode[]]
    simulation.runUntil(
      () => (victim.engine.reels.get(project.reels[1]!.info.id)?.haveCount ?? 0) > 100,
      MINUTE,
    )
    simulation.kill(victim)
    expect(simulation.runUntil(() => rest.every((node) => hasAll(node, project)), 3 * MINUTE)).toBe(true)
  })

  it('once one copy is spread, the seeder may die', () => {
    const { simulation, project, alice, others } = swarm(12, 5)
    const spread = () =>
      project.reels.every(({ info }) =>
        Array.from({ length: Math.ceil(info.bytes / info.blockSize) }).every((_, index) =>
          others.some((node) => node.engine.reels.get(info.id)?.have[index] === 1),
        ),
      )
    expect(simulation.runUntil(spread, MINUTE)).toBe(true)
    expect(others.some((node) => hasAll(node, project))).toBe(false)
    simulation.kill(alice)
    expect(simulation.runUntil(() => others.every((node) => hasAll(node, project)), 3 * MINUTE)).toBe(true)
  })

  it('who sends a bad block is dropped and refused, and all complete', () => {
    const { simulation, project, alice, others } = swarm(13, 4)
    const [liar, ...honest] = others as [SimNode, ...SimNode[]]
    liar.tamper = (message) =>
      message.type === 'block' ? { ...message, data: message.data.map((byte) => byte ^ 1) } : message
    expect(simulation.runUntil(() => honest.every((node) => hasAll(node, project)), 3 * MINUTE)).toBe(true)
    const accusers = honest.filter((node) => node.engine.bannedUntil.has(liar.peerId))
    expect(accusers.length).toBeGreaterThan(0)
    for (const node of [alice, ...honest]) {
      const blamed = [...node.engine.bannedUntil.keys()]
      expect(blamed.filter((peerId) => peerId !== liar.peerId)).toEqual([])
    }
    for (const node of accusers) expect(node.engine.byPeer.has(liar.peerId)).toBe(false)
  })

  it('a wrong hash list is refused, and a right one found elsewhere', () => {
    const { simulation, project, alice, others } = swarm(14, 1)
    const liar = simulation.addNode('liar')
    simulation.seed(liar, project)
    liar.tamper = (message) =>
      message.type === 'hashes' ? { ...message, hashes: message.hashes.map((byte) => byte ^ 1) } : message
    const [bob] = others as [SimNode]
    simulation.join(bob, project.repo, [liar, alice])
    expect(simulation.runUntil(() => hasAll(bob, project), 2 * MINUTE)).toBe(true)
  })

  it('who says that it has all and sends nothing is left aside', () => {
    const { simulation, project, alice } = swarm(15, 0)
    const silent = simulation.addNode('silent')
    simulation.seed(silent, project)
    silent.tamper = (message) => (message.type === 'block' ? null : message)
    const bob = simulation.addNode('bob')
    simulation.join(bob, project.repo, [silent, alice])
    expect(simulation.runUntil(() => hasAll(bob, project), 2 * MINUTE)).toBe(true)
  })

  it('a joiner that knows only another joiner finds the rest by peer exchange', () => {
    const { simulation, project, others } = swarm(16, 2)
    const carol = simulation.addNode('carol')
    simulation.join(carol, project.repo, [others[1]!])
    const all = [...others, carol]
    expect(simulation.runUntil(() => all.every((node) => hasAll(node, project)), 2 * MINUTE)).toBe(true)
    expect(carol.engine.byPeer.size).toBeGreaterThan(1)
  })

  it('both dial at once: one connection stays, and it works', () => {
    const simulation = createSwarmSimulation({ seed: 17 })
    const project = fakeProject(17, 50)
    const [alice, bob] = [simulation.addNode('alice'), simulation.addNode('bob')]
    simulation.seed(alice, project)
    simulation.join(bob, project.repo, [alice])
    simulation.input(alice, {
      type: 'candidate',
      repo: project.repo,
      peer: { peerId: bob.peerId, address: bob.address, port: 7411 },
    })
    expect(simulation.runUntil(() => hasAll(bob, project), MINUTE)).toBe(true)
    expect([alice.engine.links.size, bob.engine.links.size]).toEqual([1, 1])
  })

  it('ten repositories between two peers are one connection, in both directions', () => {
    const simulation = createSwarmSimulation({ seed: 18 })
    const [alice, bob] = [simulation.addNode('alice'), simulation.addNode('bob')]
    const projects = Array.from({ length: 10 }, (_, i) => fakeProject(100 + i, 20))
    projects.forEach((project, i) => {
      const [owner, other] = i % 2 ? [alice, bob] : [bob, alice]
      simulation.seed(owner, project)
      simulation.join(other, project.repo, [owner])
    })
    const done = () => projects.every((project) => hasAll(alice, project) && hasAll(bob, project))
    expect(simulation.runUntil(done, MINUTE)).toBe(true)
    expect([alice.engine.links.size, bob.engine.links.size]).toEqual([1, 1])
    const [link] = alice.engine.links.values()
    expect([...commonRepos(alice.engine, link!)]).toHaveLength(10)
  })

  it('older references never replace newer ones', () => {
    const simulation = createSwarmSimulation({ seed: 19 })
    const old = fakeProject(19, 20, 1)
    const newer = fakeProject(19, 20, 2)
    const [alice, mallory, bob] = ['alice', 'mallory', 'bob'].map((name) => simulation.addNode(name)) as [
      SimNode,
      SimNode,
      SimNode,
    ]
    simulation.seed(alice, newer)
    simulation.seed(mallory, old)
    simulation.join(bob, newer.repo, [alice])
    expect(simulation.runUntil(() => hasAll(bob, newer), MINUTE)).toBe(true)
    mallory.tamper = (message) => (message.type === 'references' ? { ...message, seq: 99 } : message)
    simulation.join(mallory, old.repo, [bob])
    simulation.runUntil(() => false, MINUTE)
    expect(bob.engine.repos.get(newer.repo)!.known!.references.seq).toBe(2)
    expect(mallory.engine.repos.get(newer.repo)!.known!.references.seq).toBe(2)
  })

  it('a reel is shown and served to those alone who joined a project that lists it', () => {
    const simulation = createSwarmSimulation({ seed: 20 })
    const secret = fakeProject(20, 20)
    const open = fakeProject(21, 20)
    const [alice, bob] = [simulation.addNode('alice'), simulation.addNode('bob')]
    simulation.seed(alice, secret)
    simulation.seed(alice, open)
    simulation.join(bob, open.repo, [alice])
    expect(simulation.runUntil(() => hasAll(bob, open), MINUTE)).toBe(true)
    const told = alice.outputs.flatMap((output) =>
      output.type === 'send' && output.message.type === 'bitfield' ? [output.message.reel] : [],
    )
    expect(told.some((reel) => secret.reels.some(({ info }) => info.id === reel))).toBe(false)
    const [link] = alice.engine.links.values()
    const reel = secret.reels[0]!.info.id
    simulation.input(alice, { type: 'message', link: link!.id, message: { type: 'request', reel, index: 0 } })
    simulation.input(alice, { type: 'message', link: link!.id, message: { type: 'get-hashes', reel } })
    expect(alice.outputs.at(-1)).toMatchObject({ type: 'send', message: { type: 'reject', reel } })
    expect(alice.sent).toBe(sizeOf(open))
  })

  it('who stops sharing in the middle is asked for nothing more, and bans nobody', () => {
    const { simulation, project, alice, others } = swarm(22, 1)
    const [bob] = others as [SimNode]
    simulation.runUntil(() => (bob.engine.reels.get(project.reels[1]!.info.id)?.haveCount ?? 0) > 20, MINUTE)
    expect(hasAll(bob, project)).toBe(false)
    simulation.input(alice, { type: 'close-repo', repo: project.repo })
    const before = simulation.trace.length
    simulation.runUntil(() => false, 20_000)
    const asked = simulation.trace.slice(before).filter((line) => line.includes('bob0>alice request')).length
    expect(asked).toBeLessThan(50)
    expect([...alice.engine.bannedUntil.keys(), ...bob.engine.bannedUntil.keys()]).toEqual([])
  })
})
