import { describe, expect, it } from 'vitest'
import { splice, spliceFrom, withRung, type Ladder } from './ladder.ts'

const rung = (number: number) => ({ id: `r${number}`, head: `h${number}` })

function after(updates: number): Ladder {
  let ladder: Ladder = { ladder: [], recent: [] }
  for (let number = 1; number <= updates; number++) {
    ladder = withRung(ladder, { ...rung(number), span: 1 })
    const from = spliceFrom(ladder)
    if (from !== null) ladder = splice(ladder, from, { id: `s${number}`, head: `h${number}` })
  }
  return ladder
}

describe('the ladder of appended reels', () => {
  it('splices what spans as much as the rung below, at once through all that follow', () => {
    expect(after(3).ladder.map(({ span }) => span)).toEqual([2, 1])
    expect(after(8).ladder).toEqual([{ id: 's8', head: 'h8', span: 8 }])
  })

  it('covers every update with few rungs, and lists few that it spliced', () => {
    for (let updates = 1; updates <= 500; updates++) {
      const { ladder, recent } = after(updates)
      expect(ladder.reduce((sum, { span }) => sum + span, 0)).toBe(updates)
      expect(ladder.length).toBeLessThanOrEqual(9)
      expect(recent.length).toBeLessThanOrEqual(6)
    }
  })

  it('keeps the newest small rungs for those who lack only them', () => {
    expect(after(4).recent).toContain('r4')
  })
})
