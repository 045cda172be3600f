import { describe, expect, it } from 'vitest'
import { createEngine, step } from './engine.ts'
import { CHOKE_EVERY, LAZY_AFTER, NEWCOMER_AFTER, OPTIMISTIC_EVERY, TICK_MS, UPLOAD_SLOTS } from './limits.ts'
import { count } from './rate.ts'

function seederWith(peers: number) {
  const state = createEngine({ peerId: 'a'.repeat(40), name: 'alice', port: 1, agent: '', seed: 5 })
  let now = 0
  const arrive = (id: number, address = '10.0.0.1') => {
    const peerId = String(id).padStart(40, '0')
    step(state, { type: 'link-up', link: id, peerId, address, port: 9, initiated: false }, now)
    const hello = { type: 'hello', version: 'GTP/0.2', name: '', port: 9, agent: '' } as const
    step(state, { type: 'message', link: id, message: hello }, now)
    step(state, { type: 'message', link: id, message: { type: 'interested' } }, now)
  }
  for (let id = 1; id <= peers; id++) arrive(id)
  /** Who takes a slot and asks for nothing. */
  const lazy = new Set<number>()
  return {
    state,
    lazy,
    arrive,
    free: () => [...state.links.values()].filter(({ weChoke }) => !weChoke),
    pass(time: number, each: () => void = () => {}) {
      for (const end = now + time; now < end;) {
        now += TICK_MS
        for (const id of state.links.keys())
          step(state, { type: 'message', link: id, message: { type: 'keep-alive' } }, now)
        each()
        for (const link of state.links.values())
          if (!link.weChoke && !lazy.has(link.id)) link.lastRequest = now
        state.links.forEach((link) => (link.idleSince = now))
        step(state, { type: 'tick' }, now)
      }
      return now
    },
  }
}

describe('choking', () => {
  it('of thirty peers that a seeder serves nobody starves, and the slots are never more than there are', () => {
    const { state, free, pass } = seederWith(30)
    const got = new Map<number, number>()
    let now = 0
    now = pass(10 * OPTIMISTIC_EVERY, () => {
      expect(free().length).toBe(UPLOAD_SLOTS)
      for (const link of free()) {
        got.set(link.id, (got.get(link.id) ?? 0) + 1)
        count(link.up, 100_000, (now += TICK_MS))
        link.lastServed = now
      }
    })
    expect(got.size).toBe(30)
    const turns = [...got.values()].sort((a, b) => a - b)
    expect(turns[0]! / turns.at(-1)!).toBeGreaterThan(0.3)
    expect(state.links.size).toBe(30)
  })

  it('who gives most keeps a slot; one goes round among the others', () => {
    const { state, free, pass } = seederWith(UPLOAD_SLOTS + 6)
    const givers = [...state.links.values()].slice(6, 5 + UPLOAD_SLOTS)
    const lucky = new Set<number>()
    let now = 0
    pass(20 * OPTIMISTIC_EVERY, () => {
      now += TICK_MS
      for (const link of givers) count(link.down, 100_000, now)
      if (now <= 2 * CHOKE_EVERY) return
      for (const link of givers) expect(link.weChoke).toBe(false)
      for (const { id } of free()) lucky.add(id)
    })
    expect(lucky.size).toBe(UPLOAD_SLOTS + 6)
  })

  it('who has a slot and asks for nothing gives it to those who ask', () => {
    const { lazy, free, pass } = seederWith(2 * UPLOAD_SLOTS)
    for (let id = 1; id <= UPLOAD_SLOTS; id++) lazy.add(id)
    expect(free().every(({ id }) => lazy.has(id))).toBe(true)
    pass(2 * CHOKE_EVERY)
    expect(free().filter(({ id }) => lazy.has(id))).toEqual([])
    expect(free().length).toBe(UPLOAD_SLOTS)
  })

  it('who opens new connections from where a slot was wasted has them behind everybody else', () => {
    const { state, lazy, arrive, free, pass } = seederWith(UPLOAD_SLOTS)
    for (let id = 1; id <= 200; id++) lazy.add(id)
    pass(LAZY_AFTER + TICK_MS)
    for (let id = 101; id <= 120; id++) arrive(id)
    arrive(300, '10.0.0.2')
    expect(state.links.get(300)!.weChoke).toBe(false)
    // Once all of the others are new, too.
    for (let id = 1; id <= UPLOAD_SLOTS; id++)
      step(state, { type: 'link-down', link: id, reason: '' }, LAZY_AFTER)
    arrive(301, '10.0.0.3')
    let without = 0
    pass(4 * CHOKE_EVERY, () => {
      for (const id of [300, 301]) if (state.links.get(id)!.weChoke) without++
    })
    expect(without).toBeLessThan(2)
    expect(free().length).toBe(UPLOAD_SLOTS)
  })

  it('a newcomer need not wait for the next round', () => {
    const { state, arrive, free, pass } = seederWith(UPLOAD_SLOTS + 3)
    pass(CHOKE_EVERY)
    pass(NEWCOMER_AFTER)
    arrive(99)
    expect(state.links.get(99)!.weChoke).toBe(false)
    expect(free().length).toBe(UPLOAD_SLOTS)
    arrive(100) // another one at once: the turn was just given
    expect(state.links.get(100)!.weChoke).toBe(true)
  })

  it('a small upload limit is shared by few', () => {
    const { state, free } = seederWith(10)
    step(state, { type: 'limits', up: 50_000, down: null }, 0)
    expect(free().length).toBe(2)
  })
})
