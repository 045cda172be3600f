import { expect, it } from 'vitest'
import { MAX_ROOTS } from '../gtp/limits.ts'
import { rootsFrom, sortRoots } from './known-roots.ts'

const one = { head: 'b', roots: ['a'] }
const two = { head: 'b', roots: ['a', 'z'] }
const added = (commits: Record<string, string[]>) => new Map(Object.entries(commits))

it('stay as they are when nothing moved, or commits were added', () => {
  expect(rootsFrom(two, 'b', added({}))).toEqual(['a', 'z'])
  expect(rootsFrom(two, 'd', added({ d: ['c'], c: ['b'] }))).toEqual(['a', 'z'])
})

it('grow when another history was merged in', () => {
  expect(rootsFrom(one, 'd', added({ d: ['b', 'c'], c: ['0'], 0: [] }))).toEqual(['0', 'a'])
})

it('of a history with one beginning are known after it was rewritten, put back, or begun anew', () => {
  expect(rootsFrom(one, 'c', added({ c: ['x'] }))).toEqual(['a'])
  expect(rootsFrom(one, 'x', added({}))).toEqual(['a'])
  expect(rootsFrom(one, 'd', added({ d: ['c'], c: [] }))).toEqual(['c'])
})

it('are looked for in all history when they may have become fewer, or were cut', () => {
  expect(rootsFrom(two, 'c', added({ c: ['x'] }))).toBeNull()
  expect(rootsFrom({ head: 'b', roots: [] }, 'c', added({ c: ['b'] }))).toBeNull()
  const many = Array.from({ length: MAX_ROOTS }, (_, at) => `r${at}`)
  expect(rootsFrom({ head: 'b', roots: many }, 'c', added({ c: ['b'] }))).toBeNull()
})

it('are sorted, each once, no more than references may name', () => {
  expect(sortRoots(['b', 'a', 'b'])).toEqual(['a', 'b'])
  expect(sortRoots(Array.from({ length: 100 }, (_, at) => String(at)))).toHaveLength(MAX_ROOTS)
})
