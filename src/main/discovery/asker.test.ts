import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAsker } from './asker.ts'
import type { Mdns } from './bonjour-internals.ts'
import { ASK_INTERVAL, ASK_JITTER, FIRST_ASK_INTERVALS, SERVICE_DOMAIN } from './limits.ts'

const questions = [{ name: SERVICE_DOMAIN.toUpperCase(), type: 'PTR' }]

/** Askers on one link, each of which hears everybody's questions, its own included, after `delay`. */
function link(count: number, crowd = 1, delay = 5) {
  let asked = 0
  const all: EventEmitter[] = []
  const hear = () => all.forEach((one) => one.emit('query', { questions }))
  const askers = Array.from({ length: count }, () => {
    const query = () => {
      asked++
      setTimeout(hear, delay)
    }
    const mdns = Object.assign(new EventEmitter(), { query, respond: () => undefined })
    all.push(mdns)
    return createAsker(mdns as unknown as Mdns, () => crowd)
  })
  return { askers, hear, asked: () => asked }
}

describe('who asks for our services', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    let seed = 1
    vi.spyOn(Math, 'random').mockImplementation(
      () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647,
    )
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('asks at once, after a second, and then at pauses that double', async () => {
    const { askers, asked } = link(1)
    askers[0]!.start()
    const times: number[] = []
    for (let second = 0; second < 64; second++) {
      const before = asked()
      if (second === 0) times.push(0)
      await vi.advanceTimersByTimeAsync(1_000)
      if (asked() > before) times.push(second + 1)
    }
    expect(times).toHaveLength(6)
    FIRST_ASK_INTERVALS.slice(0, 5).forEach((pause, round) => {
      expect(times[round + 1]! - times[round]!).toBeGreaterThanOrEqual(pause / 1_000 - 1)
      expect(times[round + 1]! - times[round]!).toBeLessThanOrEqual((1.2 * pause) / 1_000 + 1)
    })
    askers[0]!.stop()
  })

  it('counts as asked what another one asks: eight who come within a moment ask as one of them would', async () => {
    const { askers, asked } = link(8)
    for (const asker of askers) {
      asker.start()
      await vi.advanceTimersByTimeAsync(20)
    }
    expect(asked()).toBe(8)
    await vi.advanceTimersByTimeAsync(40_000)
    expect(asked()).toBeLessThanOrEqual(8 + 5)
    for (const asker of askers) asker.stop()
  })

  it('asks all the same once the others fall silent', async () => {
    const { askers, asked, hear } = link(1)
    askers[0]!.start()
    for (let second = 0; second < 120; second++) {
      hear()
      await vi.advanceTimersByTimeAsync(900)
    }
    expect(asked()).toBe(1)
    await vi.advanceTimersByTimeAsync(ASK_INTERVAL + ASK_JITTER)
    expect(asked()).toBe(2)
    askers[0]!.stop()
  })

  it('in a crowd leaves out the first rounds but one', async () => {
    const { askers, asked } = link(1, 2)
    askers[0]!.start()
    await vi.advanceTimersByTimeAsync(1.2 * FIRST_ASK_INTERVALS[0])
    expect(asked()).toBe(2)
    await vi.advanceTimersByTimeAsync(ASK_INTERVAL)
    expect(asked()).toBe(2)
    askers[0]!.stop()
  })
})
