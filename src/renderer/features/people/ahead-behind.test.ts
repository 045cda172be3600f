import { expect, it } from 'vitest'
import { aheadBehindText, barLength, countText } from './ahead-behind.ts'

it('grows by commits and ends at 64 pixels', () => {
  expect([0, 1, 4, 5, 6, 1_000_000].map(barLength)).toEqual([0, 11, 44, 55, 64, 64])
})

it('always has a number, a short one', () => {
  expect([0, 999, 1000, 1250, 99_949, 100_000, null].map(countText)).toEqual([
    '0',
    '999',
    '1k',
    '1.2k',
    '99.9k',
    '100k',
    '?',
  ])
})

it('says it in words', () => {
  expect(aheadBehindText(1, 4, 'main')).toBe('4 commits behind your main, 1 commit ahead')
  expect(aheadBehindText(null, 4, 'main')).toBe('Not compared with your main')
})
