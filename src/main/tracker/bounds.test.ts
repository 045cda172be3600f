/** Whatever is sent, what a tracker remembers is bounded, and its lists agree with one another. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { announce } from './announce.ts'
import { MAX_ADDRESS_BUCKETS } from './limits.ts'
import { parseRequest } from './parse-request.ts'
import { createTrackerState, type TrackerState } from './state.ts'
import type { AnnounceRequest } from './types.ts'

const id = (number: number) => number.toString(16).padStart(40, '0')
const request = (fields: Partial<AnnounceRequest>): AnnounceRequest => ({
  repo: id(1),
  peerId: id(1),
  port: 7411,
  uploaded: 0,
  downloaded: 0,
  completed: 0,
  peers: 50,
  references: false,
  source: '10.0.0.1',
  ...fields,
})

function checkState(state: TrackerState) {
  const entries = [...state.repos.values()].flatMap((repo) => {
    expect(repo.entries.size).toBeGreaterThan(0)
    expect(repo.entries.size).toBeLessThanOrEqual(state.rules.maxPeersPerRepo)
    expect(repo.withData.length + repo.without.length).toBe(repo.entries.size)
    const all = [...repo.entries.values()]
    expect(all.filter(({ complete }) => complete)).toHaveLength(repo.complete)
    for (const entry of all) expect(entry.pool[entry.at]).toBe(entry)
    return all
  })
  expect(entries).toHaveLength(state.peers)
  expect(state.peers).toBeLessThanOrEqual(state.rules.maxPeers)
  expect(state.repos.size).toBeLessThanOrEqual(state.rules.maxRepos)
  expect([...state.groups.values()].reduce((sum, { entries }) => sum + entries.size, 0)).toBe(state.peers)
  expect([...state.expiring.values()].reduce((sum, { size }) => sum + size, 0)).toBe(state.peers)
  const sizes = [...state.groups.values()].map(({ entries }) => entries.size)
  expect(state.largestGroup).toBe(Math.max(0, ...sizes))
  for (const [size, groups] of state.groupsBySize) {
    expect(groups.size).toBeGreaterThan(0)
    for (const group of groups) expect(group.entries.size).toBe(size)
  }
  expect(state.allowances.size).toBeLessThanOrEqual(MAX_ADDRESS_BUCKETS)
}

const SMALL = { maxRepos: 3, maxPeersPerRepo: 4, maxPeers: 8 }

describe('what a tracker remembers', () => {
  it('holds together and within bounds after any sequence of announces', () => {
    const step = fc.record({
      repo: fc.integer({ min: 1, max: 6 }).map(id),
      peerId: fc.integer({ min: 1, max: 6 }).map(id),
      source: fc.integer({ min: 1, max: 5 }).map((host) => `10.0.0.${host}`),
      completed: fc.constantFrom(0, 50, 100),
      event: fc.constantFrom('started' as const, 'stopped' as const, null),
      seconds: fc.constantFrom(0, 0.3, 31, 70, 10_000),
    })
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (steps, chance) => {
          let now = 0
          const state = createTrackerState(SMALL, now)
          for (const { event, seconds, ...fields } of steps) {
            now += seconds * 1000
            announce(
              state,
              request(event ? { ...fields, event } : fields),
              now,
              () => chance.next().value as number,
            )
            checkState(state)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('never throws anything but BAD_INPUT for a query, and never grows beyond bounds', () => {
    const state = createTrackerState(SMALL, 0)
    let now = 0
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc
        .uint8Array({ minLength: 20, maxLength: 20 })
        .map((bytes) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')),
      fc.integer().map(String),
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom('started', 'stopped', '1', ''),
    )
    const key = fc.constantFrom(
      'repo_hash',
      'peer_id',
      'port',
      'uploaded',
      'downloaded',
      'completed',
      'address',
      'peers',
      'references',
      'event',
      'valid',
      '__proto__',
      '',
    )
    const pairs = fc.array(
      fc.tuple(key, value).map((pair) => pair.join('=')),
      { maxLength: 14 },
    )
    const whole = fc
      .tuple(value, value, fc.ipV4())
      .map(([repo, peer]) => `repo_hash=${repo}&peer_id=${peer}&port=1&uploaded=0&downloaded=0&completed=3`)
    const query = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      pairs.map((all) => all.join('&')),
      whole,
    )
    let accepted = 0
    fc.assert(
      fc.property(query, fc.oneof(fc.ipV4(), fc.ipV6()), (text, source) => {
        now += 10
        try {
          announce(state, parseRequest(text, source), now, () => 0.5)
          accepted++
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          expect(error).toMatchObject({ code: 'BAD_INPUT' })
        }
        checkState(state)
      }),
      { numRuns: 3_000 },
    )
    expect(accepted).toBeGreaterThan(3)
  })

  it('drives out the flood, not the others', () => {
    const state = createTrackerState(
      { ...SMALL, maxPeersPerRepo: 20, maxPeers: 20, maxRepos: 10, announcesBurst: 1e6 },
      0,
    )
    for (let honest = 1; honest <= 9; honest++) {
      announce(state, request({ peerId: id(honest), source: `10.0.0.${honest}` }), 0, () => 0)
    }
    for (let fake = 100; fake < 1_000; fake++) {
      const repo = fake % 2 ? id(1) : id(fake)
      announce(state, request({ repo, peerId: id(fake), source: '10.6.6.6' }), fake, () => 0)
    }
    checkState(state)
    const left = [...state.repos.get(id(1))!.entries.values()].map(({ peerId }) =>
      Number.parseInt(peerId, 16),
    )
    expect(left.filter((peer) => peer < 100).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('takes the addresses of one IPv6 host for one', () => {
    const state = createTrackerState({ announcesBurst: 3, announcesPerSecond: 1 }, 0)
    const ask = (host: string, now: number) =>
      announce(state, request({ peerId: id(now), source: host }), now, () => 0)
    for (const host of ['2001:db8::1', '2001:db8::2', '2001:db8::3']) expect(ask(host, 1).kind).toBe('peers')
    expect(ask('2001:db8::4', 2)).toMatchObject({ status: 503, retryAfter: 1 })
    expect(ask('2001:db8:0:1::4', 3).kind).toBe('peers')
    expect(ask('2001:db8::5', 1_200).kind).toBe('peers')
  })

  it('remembers the rate of so many addresses and no more', () => {
    const state = createTrackerState({ maxPeers: 10 }, 0)
    for (let host = 0; host < MAX_ADDRESS_BUCKETS + 500; host++) {
      announce(
        state,
        request({ peerId: id(host), source: `10.${host >> 16}.${(host >> 8) & 255}.${host & 255}` }),
        host,
        () => 0,
      )
    }
    expect(state.allowances.size).toBe(MAX_ADDRESS_BUCKETS)
  })
})
