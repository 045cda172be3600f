import { expect, it } from 'vitest'
import { rangeOf, reveal, ROW_HEIGHT } from './visible.ts'

it('draws what is in sight and a little more, however long the list', () => {
  expect(rangeOf(0, 340, 100_000)).toEqual({ first: 0, end: 20 })
  expect(rangeOf(50_000 * ROW_HEIGHT, 340, 100_000)).toEqual({ first: 49_990, end: 50_020 })
  expect(rangeOf(0, 340, 3)).toEqual({ first: 0, end: 3 })
  expect(rangeOf(9_999, 340, 3)).toEqual({ first: 3, end: 3 })
})

it('scrolls no further than it must', () => {
  expect(reveal(0, 340, 5)).toBe(0)
  expect(reveal(340, 340, 5)).toBe(170)
  expect(reveal(0, 340, 10)).toBe(34)
})
