import { expect, it } from 'vitest'
import { createStrangerBudget, MAX_STRANGER_BYTES, STRANGER_DAY, STRANGERS_DAY } from './stranger-budget.ts'

const DAY = 24 * 60 * 60_000
const key = (place: number) => place.toString(16).padStart(40, '0')

/** Bytes that go through, of as many updates as there are. */
function bring(budget: ReturnType<typeof createStrangerBudget>, keys: number, at: number): number {
  let bytes = 0
  for (let round = 0; round < 100; round++)
    for (let place = 0; place < keys; place++)
      if (budget.take(key(place), MAX_STRANGER_BYTES, at) === 'taken') bytes += MAX_STRANGER_BYTES
  return bytes
}

it('one key brings so much within a day, however often it publishes, and keeps nobody else away', () => {
  const budget = createStrangerBudget(0)
  expect(bring(budget, 1, 0)).toBe(STRANGER_DAY)
  expect(budget.take(key(0), 1, 0)).toBe('one')
  expect(budget.take(key(1), 1, 0)).toBe('taken')
  expect(bring(budget, 1, DAY)).toBe(STRANGER_DAY)
})

it('a thousand keys bring no more than there is for all of them', () => {
  const budget = createStrangerBudget(0)
  expect(bring(budget, 1_000, 0)).toBe(STRANGERS_DAY)
  expect(budget.take(key(2_000), 1, 0)).toBe('all')
  // A tenth of a day later there is a tenth of it again; the last update may go beyond.
  const later = bring(budget, 2_000, DAY / 10)
  expect(later).toBeGreaterThanOrEqual(STRANGERS_DAY / 10)
  expect(later).toBeLessThan(STRANGERS_DAY / 10 + MAX_STRANGER_BYTES)
})
