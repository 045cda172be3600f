import { describe, expect, it } from 'vitest'
import { announce } from './announce.ts'
import { MAX_PEERS } from './limits.ts'
import { createTrackerState, type TrackerRules } from './state.ts'
import type { AnnounceRequest, Answer, PeersAnswer } from './types.ts'

const REPO = '0123456789abcdef0123456789abcdef01234567'
const id = (number: number) => number.toString(16).padStart(40, '0')

function makeTracker(rules: Partial<TrackerRules> = {}) {
  let now = 5_000_000
  let seed = 1
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
  const state = createTrackerState({ announcesBurst: 100_000, comfortableRate: 100_000, ...rules }, now)
  const say = (peer: number, fields: Partial<AnnounceRequest> = {}): Answer =>
    announce(
      state,
      {
        repo: REPO,
        peerId: id(peer),
        port: 7411,
        uploaded: 0,
        downloaded: 0,
        completed: 0,
        peers: 50,
        references: false,
        source: `10.0.${peer >> 8}.${peer & 255}`,
        ...fields,
      },
      now,
      random,
    )
  const listed = (peer: number, fields: Partial<AnnounceRequest> = {}): PeersAnswer => {
    const answer = say(peer, fields)
    if (answer.kind === 'failure') throw new Error(answer.reason)
    return answer
  }
  return { state, say, listed, pass: (seconds: number) => (now += seconds * 1000) }
}

describe('announcing', () => {
  it('names peers to one another, and not to themselves', () => {
    const { listed } = makeTracker()
    expect(listed(1, { completed: 100 })).toEqual({
      kind: 'peers',
      expires: 60,
      complete: 1,
      incomplete: 0,
      peers: [],
    })
    expect(listed(2)).toMatchObject({
      complete: 1,
      incomplete: 1,
      peers: [{ peerId: id(1), address: '10.0.0.1', port: 7411 }],
    })
    expect(listed(3, { repo: id(99) })).toMatchObject({ complete: 0, incomplete: 1, peers: [] })
    expect(listed(1, { source: '10.0.0.77' }).peers.map(({ peerId }) => peerId)).toEqual([id(2)])
  })

  it('doubles expires for who comes back in time, up to the maximum, and starts over for who is late', () => {
    const { listed, pass } = makeTracker({ maxExpires: 400 })
    const told = [listed(1).expires]
    for (let round = 0; round < 4; round++) {
      pass(told.at(-1)! * 0.9)
      told.push(listed(1).expires)
    }
    expect(told).toEqual([60, 120, 240, 400, 400])
    pass(401)
    expect(listed(1).expires).toBe(60)
  })

  it('sends away who comes back before half of expires, for exactly as long as is missing', () => {
    const { say, pass, listed } = makeTracker()
    listed(1)
    pass(12)
    expect(say(1)).toEqual({ kind: 'failure', status: 503, reason: expect.any(String), retryAfter: 18 })
    pass(18)
    expect(listed(1).expires).toBe(120)
  })

  it('takes a node that was started again after half of the first expires, and lets it start over', () => {
    const { say, pass, listed } = makeTracker()
    listed(1)
    for (const seconds of [50, 100, 200]) {
      pass(seconds)
      listed(1)
    }
    pass(29)
    expect(say(1, { event: 'started' })).toMatchObject({ status: 503, retryAfter: 1 })
    pass(1)
    expect(listed(1, { event: 'started' }).expires).toBe(60)
  })

  it('lists nobody for longer than he wants, but for the least', () => {
    const { listed, pass } = makeTracker()
    expect(listed(1, { valid: 5 }).expires).toBe(60)
    pass(50)
    expect(listed(1, { valid: 100 }).expires).toBe(100)
    pass(90)
    expect(listed(1, { valid: 10_000 }).expires).toBe(240)
  })

  it('forgets on stopped at once, and on expiry', () => {
    const { state, listed, pass } = makeTracker()
    listed(1)
    listed(2)
    expect(listed(1, { event: 'stopped' })).toMatchObject({ expires: 0, incomplete: 1, peers: [] })
    pass(59)
    expect(listed(3).peers.map(({ peerId }) => peerId)).toEqual([id(2)])
    pass(2)
    expect(listed(4).peers.map(({ peerId }) => peerId)).toEqual([id(3)])
    pass(1_000_000)
    expect(listed(5).peers).toEqual([])
    expect([state.peers, state.repos.size, state.groups.size, state.expiring.size]).toEqual([1, 1, 1, 1])
  })

  it('lets nobody move or stop what another address announced', () => {
    const { listed } = makeTracker()
    listed(1)
    listed(1, { event: 'stopped', source: '10.0.0.66' })
    listed(1, { port: 1, source: '10.0.0.66' })
    expect(listed(2).peers).toContainEqual(
      expect.objectContaining({ peerId: id(1), address: '10.0.0.1', port: 7411 }),
    )
  })

  it('prefers peers with data, at most as many as asked and never more than the cap, in random order', () => {
    const { listed } = makeTracker()
    for (let peer = 1; peer <= 200; peer++) listed(peer, { completed: peer <= 20 ? peer * 5 : 0 })
    const ask = (peer: number, peers: number) =>
      listed(peer, { peers }).peers.map(({ peerId }) => Number.parseInt(peerId, 16))
    const ten = ask(300, 10)
    expect(ten).toHaveLength(10)
    expect(Math.max(...ten)).toBeLessThanOrEqual(20)
    expect(ten).not.toEqual(ten.toSorted((a, b) => a - b))
    expect(ask(301, 10)).not.toEqual(ten)
    expect(ask(302, 0)).toEqual([])
    const all = ask(303, 1_000_000)
    expect(new Set(all).size).toBe(MAX_PEERS)
    expect(all.filter((peer) => peer <= 20)).toHaveLength(20)
    // Those with data do not all stand in front.
    expect(Math.max(...all.slice(0, 20))).toBeGreaterThan(20)
  })

  it('counts each peer by what it said last', () => {
    const { listed, pass } = makeTracker()
    expect(listed(1, { completed: 40 })).toMatchObject({ complete: 0, incomplete: 1 })
    pass(40)
    expect(listed(1, { completed: 100 })).toMatchObject({ complete: 1, incomplete: 0 })
    pass(80)
    expect(listed(1, { completed: 99 })).toMatchObject({ complete: 0, incomplete: 1 })
  })

  it('lists an address that a peer claims in its own network alone', () => {
    const { listed } = makeTracker()
    listed(1, { source: '10.0.0.1', address: '10.9.9.9' })
    listed(2, { source: '10.0.0.2', address: '192.168.0.1' })
    listed(3, { source: '10.0.0.3', address: '203.0.113.5' })
    const addresses = listed(4).peers.map(({ address }) => address)
    expect(addresses.toSorted()).toEqual(['10.0.0.2', '10.0.0.3', '10.9.9.9'])
  })

  it('tells nobody of addresses that mean nothing where he is', () => {
    const { listed } = makeTracker()
    listed(1, { source: '127.0.0.1' })
    listed(2, { source: '10.0.0.2' })
    listed(3, { source: '203.0.113.3' })
    const told = (source: string) =>
      listed(9, { source })
        .peers.map(({ address }) => address)
        .toSorted()
    expect(told('127.0.0.9')).toEqual(['10.0.0.2', '127.0.0.1', '203.0.113.3'])
    expect(told('10.0.0.9')).toEqual(['10.0.0.2', '203.0.113.3'])
    expect(told('203.0.113.9')).toEqual(['203.0.113.3'])
  })

  it('tracks what it is there for, and nothing else', () => {
    const { say, state } = makeTracker({ isTracked: (repo) => repo === REPO })
    expect(say(1).kind).toBe('peers')
    expect(say(2, { repo: id(5) })).toMatchObject({ kind: 'failure', status: 404 })
    expect(state.repos.size).toBe(1)
  })

  it('stretches expires for all while it is busy, and comes back to ease', () => {
    const { listed, pass } = makeTracker({ comfortableRate: 10 })
    expect(listed(1).expires).toBe(60)
    for (let peer = 2; peer <= 1_000; peer++) {
      pass(0.025)
      listed(peer)
    }
    const busy = listed(2_000).expires
    expect(busy).toBeGreaterThan(200)
    expect(busy).toBeLessThanOrEqual(480)
    expect(listed(2_001, { valid: 60 }).expires).toBeGreaterThan(200)
    pass(120)
    expect(listed(3_000).expires).toBe(60)
  })

  it('never says more than clients take, whatever it is told to', () => {
    const { listed } = makeTracker({ firstExpires: 50_000, comfortableRate: 0.01 })
    expect(listed(1).expires).toBe(86_400)
  })
})
