import { expect, it } from 'vitest'
import { latestCommit } from './latest-commit.ts'

it('shows one line of plain text, cut, with its time in milliseconds', () => {
  const latest = latestCommit(`Fly\u202e\n  higher ${'!'.repeat(300)}`, ' Alice\u0007 ', 1_700_000_000)
  expect(latest.subject).toMatch(/^Fly higher !+$/)
  expect(latest.subject.length).toBe(200)
  expect(latest).toMatchObject({ author: 'Alice', time: 1_700_000_000_000 })
})

it('keeps times within what dates are written with', () => {
  expect(latestCommit('', '', NaN).time).toBe(0)
  expect(latestCommit('', '', -5).time).toBe(0)
  expect(latestCommit('', '', 1e18).time).toBe(253_402_300_799_000)
})
