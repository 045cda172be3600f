import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SeenPeer } from './directory.ts'
import { MAX_PROBES, PROBE_AFTER, PROBE_IDLE_AFTER, PROBE_TIMEOUT } from './limits.ts'
import { createLiveness, type Liveness } from './liveness.ts'

const hex = (number: number) => number.toString(16).padStart(40, '0')
const ALICE = hex(1)
/** As the directory gives them: the same array while nobody comes or goes. */
const sameOr = (before: readonly string[], now: readonly string[]) =>
  before.join() === now.join() ? before : now

describe('liveness', () => {
  let peers: SeenPeer[]
  let members: readonly string[]
  let looks: number
  let alive: Set<string>
  let asked: string[]
  let gone: string[]
  let missed: string[]
  let busy: number
  let busiest: number
  let liveness: Liveness
  const now = () => performance.now()
  const peer = (peerId: string, more: Partial<SeenPeer> = {}): SeenPeer => ({
    peerId,
    service: `node ${peerId}`,
    addresses: [`10.0.0.${Number.parseInt(peerId, 16)}`],
    port: 4_000,
    lastHeard: now(),
    hasProjects: true,
    ...more,
  })

  beforeEach(() => {
    vi.useFakeTimers()
    peers = []
    members = []
    looks = 0
    alive = new Set()
    asked = []
    gone = []
    missed = []
    busy = busiest = 0
    liveness = createLiveness({
      self: () => hex(0),
      miss: (service) => missed.push(service),
      members: () =>
        (members = sameOr(
          members,
          peers.map(({ peerId }) => peerId),
        )),
      peer: (peerId) => {
        looks++
        return peers.find((each) => each.peerId === peerId)
      },
      gone: (peerId) => {
        gone.push(peerId)
        peers = peers.filter((each) => each.peerId !== peerId)
      },
      probe: async (address, port, timeout) => {
        asked.push(`${address}:${port}`)
        busiest = Math.max(busiest, ++busy)
        if (!alive.has(address)) await new Promise((resolve) => setTimeout(resolve, timeout))
        busy--
        return alive.has(address)
      },
      now,
    })
    liveness.start()
  })
  afterEach(() => {
    liveness.stop()
    vi.useRealTimers()
  })

  it('lets a node go that does not answer twice, within 15 s of its last sign of life', async () => {
    peers = [peer(ALICE)]
    await vi.advanceTimersByTimeAsync(PROBE_AFTER - 1_000)
    expect(asked).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000 + PROBE_TIMEOUT + 100)
    expect(asked).toHaveLength(1)
    expect(gone).toEqual([])
    await vi.advanceTimersByTimeAsync(15_000 - PROBE_AFTER - PROBE_TIMEOUT - 100)
    expect(asked).toHaveLength(2)
    expect(gone).toEqual([ALICE])
  })

  it('keeps a silent node that answers, asking now and then', async () => {
    peers = [peer(ALICE)]
    alive.add('10.0.0.1')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(gone).toEqual([])
    expect(asked.length).toBeGreaterThanOrEqual(6)
    expect(asked.length).toBeLessThanOrEqual(8)
  })

  it('does not ask whom it hears', async () => {
    for (let second = 0; second < 30; second += 5) {
      peers = [peer(ALICE)]
      await vi.advanceTimersByTimeAsync(5_000)
    }
    expect(asked).toEqual([])
  })

  it('forgives one miss', async () => {
    peers = [peer(ALICE)]
    await vi.advanceTimersByTimeAsync(PROBE_AFTER + PROBE_TIMEOUT)
    alive.add('10.0.0.1')
    await vi.advanceTimersByTimeAsync(10_000)
    alive.clear()
    await vi.advanceTimersByTimeAsync(PROBE_TIMEOUT)
    expect(gone).toEqual([])
  })

  it('believes a packet that came while it was asking', async () => {
    peers = [peer(ALICE)]
    await vi.advanceTimersByTimeAsync(PROBE_AFTER + 100)
    expect(asked).toHaveLength(1)
    peers = [peer(ALICE)]
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked).toHaveLength(1)
  })

  it('tries the next address at the second attempt', async () => {
    peers = [peer(ALICE, { addresses: ['10.0.0.1', '10.0.0.2'] })]
    alive.add('10.0.0.2')
    await vi.advanceTimersByTimeAsync(PROBE_AFTER + 3_000)
    expect(asked).toEqual(['10.0.0.1:4000', '10.0.0.2:4000'])
    expect(gone).toEqual([])
  })

  it('asks nodes without projects rarely', async () => {
    peers = [peer(ALICE, { hasProjects: false })]
    await vi.advanceTimersByTimeAsync(PROBE_IDLE_AFTER - 1_000)
    expect(asked).toEqual([])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(gone).toEqual([ALICE])
  })

  it('asks few at once, and lets all of a vanished network go', async () => {
    peers = Array.from({ length: 30 }, (_, index) => peer(hex(index + 1)))
    await vi.advanceTimersByTimeAsync(30_000)
    expect(busiest).toBe(MAX_PROBES)
    expect(gone).toHaveLength(30)
  })

  describe('on a large network', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => peer(hex(index + 1)))
    const addressOf = (number: number) => `10.0.0.${number}`
    const ask = (number: number) => asked.filter((place) => place.startsWith(`${addressOf(number)}:`)).length

    beforeEach(() => {
      peers = many(200)
      for (let number = 1; number <= 200; number++) alive.add(addressOf(number))
    })

    it('watches the next in the ring at the usual pace, and the others rarely', async () => {
      await vi.advanceTimersByTimeAsync(60_000)
      expect(ask(1)).toBeGreaterThanOrEqual(6)
      expect(ask(2)).toBeGreaterThanOrEqual(6)
      expect(asked).toHaveLength(ask(1) + ask(2))
    })

    it('looks only at those that are due', async () => {
      await vi.advanceTimersByTimeAsync(PROBE_AFTER - 1_000)
      expect(looks).toBe(200)
      await vi.advanceTimersByTimeAsync(3 * PROBE_AFTER)
      expect(looks).toBeLessThan(250)
    })

    it('watches whoever comes to be the next', async () => {
      peers = [...many(200).slice(2), peer(hex(255))].reverse()
      alive.add(addressOf(255))
      await vi.advanceTimersByTimeAsync(2 * PROBE_AFTER)
      peers = [...many(200), ...peers.slice(0, 1)]
      asked = []
      await vi.advanceTimersByTimeAsync(2 * PROBE_AFTER)
      expect(ask(1)).toBeGreaterThan(0)
      expect(ask(2)).toBeGreaterThan(0)
      expect(ask(3)).toBe(0)
    })

    it('lets one that it watches go within 15 s, and asks the network for it', async () => {
      alive.delete(addressOf(1))
      await vi.advanceTimersByTimeAsync(15_000)
      expect(gone).toEqual([hex(1)])
      expect(missed).toEqual([`node ${hex(1)}`])
    })

    it('looks for itself when somebody else asks for one, and tells nobody', async () => {
      alive.delete(addressOf(100))
      liveness.hearMissed(hex(100))
      liveness.hearMissed(hex(101))
      await vi.advanceTimersByTimeAsync(5_000)
      expect(gone).toEqual([hex(100)])
      expect(ask(101)).toBe(1)
      expect(missed).toEqual([])
    })

    it('lets questions of others cause few looks', async () => {
      for (let number = 3; number <= 200; number++) liveness.hearMissed(hex(number))
      await vi.advanceTimersByTimeAsync(5_000)
      expect(asked.length).toBeLessThanOrEqual(20)
    })
  })

  it('wants whom it lost confirmed at the same place, and by one question', async () => {
    const place = peer(ALICE)
    peers = [place]
    await vi.advanceTimersByTimeAsync(15_000)
    expect(liveness.doubts(place)).toBe(true)
    expect(liveness.doubts({ ...place, port: 4_001 })).toBe(false)
    const before = asked.length
    const refused = Promise.all([liveness.confirm(place), liveness.confirm(place)])
    await vi.advanceTimersByTimeAsync(PROBE_TIMEOUT)
    expect(await refused).toEqual([false, false])
    expect(asked.length - before).toBe(1)
    alive.add('10.0.0.1')
    expect(await liveness.confirm(place)).toBe(true)
    expect(liveness.doubts(place)).toBe(false)
  })
})
