import { expect, it } from 'vitest'
import type { SwarmReel } from '../../../shared/swarm-model.ts'
import { reelLabel, reelNames, reelPath } from './reel-name.ts'

const reel = (change: Partial<SwarmReel>): SwarmReel => ({
  ...{ id: 'ab'.repeat(32), kind: 'append', from: null, to: null, ref: null, person: null },
  ...{ bytes: 1, blocks: 1, have: 1, onlyHere: 0, perCell: 1, cells: '2' },
  ...change,
})

it('names the base by what is in it, and counts updates', () => {
  const kinds = ['tip', 'history', 'append', 'append'] as const
  expect(reelNames(kinds.map((kind) => reel({ kind })))).toEqual(['Files', 'History', 'Update 1', 'Update 2'])
})

it('tells between which commits it lies', () => {
  const [from, to] = ['a'.repeat(40), 'b'.repeat(40)]
  expect(reelPath(reel({ kind: 'tip', to }))).toBe('bbbbbbb')
  expect(reelPath(reel({ kind: 'history', from: to, to }))).toBe('… → bbbbbbb')
  expect(reelPath(reel({ from, to }))).toBe('aaaaaaa → bbbbbbb')
})

it('tells the blocks in words', () => {
  expect(reelLabel('Files', reel({}))).toBe('Files: 1 of 1 block')
  expect(reelLabel('Update 1', reel({ blocks: 22, have: 14, cells: '1a00', onlyHere: 3 }))).toBe(
    'Update 1: 14 of 22 blocks, more arriving, 3 only here',
  )
})
