/** Twenty peers of one swarm on a LAN, and a tracker outside: a couple asks for all, and what it learns reaches everybody. */
import { beforeAll, describe, expect, it } from 'vitest'
import { FIRST_EXPIRES } from '../../src/main/tracker/limits.ts'
import { createAnnouncingNodes } from './announcing-nodes.ts'
import { fakeProject } from './fake-project.ts'
import type { SimNode } from './simulation.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** The shortest after which a tracker lets anybody come back. */
const INTERVAL = FIRST_EXPIRES * SECOND

describe('twenty who see one another', () => {
  const project = fakeProject(1, 30)
  const world = createAnnouncingNodes(1, project)
  const { asked, simulation } = world
  const lan = world.network()
  const peers: SimNode[] = []

  /** Who of them announced, in each interval since a time. */
  const announcing = (since: number) => {
    const intervals = Array.from(
      { length: Math.ceil((simulation.now - since) / INTERVAL) },
      () => new Set<string>(),
    )
    for (const { time, peerId } of asked)
      if (time >= since && peers.some((peer) => peer.peerId === peerId))
        intervals[Math.floor((time - since) / INTERVAL)]!.add(peerId)
    return intervals
  }
  const knows = (peer: SimNode, { peerId }: SimNode) =>
    peer.engine.byPeer.has(peerId) ||
    [...peer.engine.repos.get(project.repo)!.candidates.values()].some((place) => place.peerId === peerId)
  const namesOf = (some: readonly SimNode[]) => some.map(({ name }) => name)
  const alive = () => peers.filter((peer) => peer.alive)

  beforeAll(async () => {
    for (let number = 0; number < 20; number++) {
      peers.push(await world.add(`peer ${number}`, lan, number === 0))
      await world.pass(2 * SECOND)
    }
    await world.pass(10 * MINUTE)
  })

  it('all have it', () => {
    for (const { engine } of peers) expect(engine.repos.get(project.repo)!.known?.references.seq).toBe(1)
  })

  it('the tracker hears of three at most in each interval, and of a couple in the end', () => {
    const intervals = announcing(0)
    for (const who of intervals) expect(who.size).toBeLessThanOrEqual(3)
    const settled = new Set(intervals.slice(3).flatMap((who) => [...who]))
    expect(settled.size).toBe(2)
  })

  it('who joins elsewhere is known to all by what the couple learns', async () => {
    const zoe = await world.add('Zoe', world.network(), false, '198.51.100.7')
    await world.pass(35 * MINUTE)
    expect(asked.some(({ peerId }) => peerId === zoe.peerId)).toBe(true)
    expect(namesOf(alive().filter((peer) => !knows(peer, zoe)))).toEqual([])
    expect(zoe.engine.repos.get(project.repo)!.known?.references.seq).toBe(1)
  })

  it('the couple vanishes: another one takes over, and what that learns reaches all as well', async () => {
    const couple = new Set(announcing(3 * INTERVAL).flatMap((who) => [...who]))
    const gone = peers.filter(({ peerId }) => couple.has(peerId))
    expect(gone).toHaveLength(2)
    const since = simulation.now
    for (const peer of gone) await world.kill(peer)
    const yann = await world.add('Yann', world.network(), false, '198.51.100.8')
    await world.pass(35 * MINUTE)
    const intervals = announcing(since)
    for (const who of intervals) expect(who.size).toBeLessThanOrEqual(3)
    const next = new Set(intervals.flatMap((who) => [...who]))
    expect(next.size).toBe(2)
    for (const peerId of next) expect(couple.has(peerId)).toBe(false)
    expect(alive()).toHaveLength(18)
    expect(namesOf(alive().filter((peer) => !knows(peer, yann)))).toEqual([])
  })
})
