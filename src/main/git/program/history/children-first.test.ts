import { describe, expect, it } from 'vitest'
import type { CommitRow } from '../../../../shared/model.ts'
import { childrenFirst } from './children-first.ts'

const row = (sha: string, ...parents: string[]): CommitRow => ({
  sha,
  parents,
  subject: '',
  author: '',
  time: 0,
})
const order = (...rows: CommitRow[]) => childrenFirst(rows).map(({ sha }) => sha)

describe('children first', () => {
  it('keeps an order that is right', () => {
    expect(order(row('d', 'b', 'c'), row('x', 'y'), row('c', 'a'), row('b', 'a'), row('a'))).toEqual([
      ...'dxcba',
    ])
  })

  it('moves parents behind the last of their children, and theirs behind them', () => {
    expect(order(row('a'), row('b', 'a'), row('d', 'b', 'c'), row('e', 'z'), row('c', 'b'))).toEqual([
      ...'decba',
    ])
  })

  it('takes a parent that is named twice', () => {
    expect(order(row('a'), row('b', 'a', 'a'))).toEqual(['b', 'a'])
  })

  it('loses none of a thousand in any order', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => row(`${index}`, `${index + 1}`))
    const shuffled = rows.map((_, index) => rows[(index * 617) % 1000]!)
    expect(order(...shuffled)).toEqual(rows.map(({ sha }) => sha))
  })
})
