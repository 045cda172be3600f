import { describe, expect, it } from 'vitest'
import { createBackoff } from './backoff.ts'

describe('createBackoff', () => {
  it('doubles up to half a minute', () => {
    const backoff = createBackoff()
    let now = 0
    const waits = Array.from({ length: 9 }, () => {
      const wait = backoff.next(now)
      now += wait + 10
      return wait
    })
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
    expect(backoff.failures).toBe(9)
  })

  it('starts anew after a minute of running well', () => {
    const backoff = createBackoff()
    backoff.next(0)
    backoff.next(600)
    expect(backoff.next(600 + 1000 + 60_001)).toBe(500)
    expect(backoff.failures).toBe(1)
  })
})
