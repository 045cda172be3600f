import { describe, expect, it } from 'vitest'
import { watchedBy } from './ring.ts'

describe('the ring of peer IDs', () => {
  const all = ['a1', 'b2', 'c3', 'd4']

  it('gives the next ones, and goes on from the beginning', () => {
    expect([...watchedBy('a1', ['d4', 'c3', 'b2'], 2)]).toEqual(['b2', 'c3'])
    expect([...watchedBy('c3', ['a1', 'b2', 'd4'], 2)]).toEqual(['d4', 'a1'])
    expect([...watchedBy('d4', ['a1', 'b2', 'c3'], 2)]).toEqual(['a1', 'b2'])
    expect([...watchedBy('a1', [], 2)]).toEqual([])
    expect([...watchedBy('b5', all, 9)]).toEqual(['c3', 'd4', 'a1', 'b2'])
  })

  it('lets everybody be watched by as many', () => {
    const watched = all.flatMap((self) => [
      ...watchedBy(
        self,
        all.filter((id) => id !== self),
        2,
      ),
    ])
    for (const id of all) expect(watched.filter((each) => each === id)).toHaveLength(2)
  })
})
