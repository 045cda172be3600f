import { expect, it } from 'vitest'
import { match } from './match.ts'

it('finds every word, in any order and case', () => {
  expect(match('al merge', 'Merge alice/main into main')?.ranges).toEqual([
    [0, 5],
    [6, 8],
  ])
  expect(match('merge carol', 'Merge alice/main into main')).toBeNull()
  expect(match('', 'Settings')).toEqual({ cost: 0, ranges: [] })
})

it('prefers beginnings of words', () => {
  expect(match('main', 'Remain on main')?.ranges).toEqual([[10, 14]])
  expect(match('main', 'Remain')?.ranges).toEqual([[2, 6]])
  const [start, within] = [match('set', 'Settings'), match('set', 'Reset')]
  expect(start!.cost).toBeLessThan(within!.cost)
})

it('takes no letter twice', () => {
  expect(match('a a', 'alice')).toBeNull()
  expect(match('ma main', 'main, maybe')?.ranges).toEqual([
    [0, 4],
    [6, 8],
  ])
})
