import { expect, it } from 'vitest'
import { count, createRate, perSecond, shownPerSecond } from './rate.ts'

it('tells a steady flow within a twentieth, and fades when it ends', () => {
  const rate = createRate(0)
  for (let now = 0; now < 20_000; now += 100) count(rate, 10_000, now)
  expect(perSecond(rate, 20_000)).toBeGreaterThan(95_000)
  expect(perSecond(rate, 20_000)).toBeLessThan(105_000)
  expect(perSecond(rate, 40_000)).toBeLessThan(1_000)
})

it('is shown as nothing soon after it ended', () => {
  const rate = createRate(0)
  count(rate, 1e6, 1_000)
  expect(shownPerSecond(rate, 3_000)).toBe(perSecond(rate, 3_000))
  expect(shownPerSecond(rate, 3_600)).toBe(0)
})
