import { describe, expect, it } from 'vitest'
import { createRateBuckets } from './rate-buckets.ts'

describe('rate buckets', () => {
  it('let a burst pass, then the rate, and say how long to wait', () => {
    let now = 0
    const buckets = createRateBuckets(10, 3, 100, () => now)
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0])
    expect(buckets.take('a')).toBeCloseTo(0.1)
    now = 50
    expect(buckets.take('a')).toBeCloseTo(0.05)
    now = 100
    expect(buckets.take('a')).toBe(0)
    expect(buckets.take('a')).toBeCloseTo(0.1)
    expect(buckets.take('b')).toBe(0)
  })

  it('never hold more than a burst', () => {
    let now = 0
    const buckets = createRateBuckets(10, 3, 100, () => now)
    buckets.take('a')
    now = 1e9
    expect([1, 2, 3, 4].filter(() => buckets.take('a') === 0)).toHaveLength(3)
  })

  it('forget the one that was used longest ago', () => {
    const buckets = createRateBuckets(1, 1, 2, () => 0)
    buckets.take('a')
    buckets.take('b')
    expect(buckets.take('a')).toBeGreaterThan(0)
    buckets.take('c')
    expect(buckets.size).toBe(2)
    expect(buckets.take('a')).toBeGreaterThan(0)
    expect(buckets.take('b')).toBe(0)
  })
})
