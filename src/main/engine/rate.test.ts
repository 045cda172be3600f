import { expect, it } from 'vitest'
import { count, createRate, perSecond } from './rate.ts'

it('tells a steady flow within a twentieth, and fades when it ends', () => {
  const rate = createRate(0)
  for (let now = 0; now < 20_000; now += 100) count(rate, 10_000, now)
  expect(perSecond(rate, 20_000)).toBeGreaterThan(95_000)
  expect(perSecond(rate, 20_000)).toBeLessThan(105_000)
  expect(perSecond(rate, 40_000)).toBeLessThan(1_000)
})
