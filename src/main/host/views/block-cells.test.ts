import { expect, it } from 'vitest'
import { BLOCK_ARRIVING as A } from '../../engine/engine.ts'
import { cellsOf, countBlocks, distributedCopies, isHere } from './block-cells.ts'

const blocks = (...copies: number[]) => Uint8Array.from(copies)

it('draws a cell for each block', () => {
  expect(cellsOf(blocks(1, 0, A, 5, 12, 3), 1)).toBe('10a553')
})

it('draws a cell for a few, by what needs attention most', () => {
  expect(cellsOf(blocks(4, 5, 5, 0, A, 0, 2), 2)).toBe('40a2')
})

it('counts copies as BitTorrent does', () => {
  expect(distributedCopies([])).toBe(0)
  expect(distributedCopies([blocks(2, 2), blocks(3, 2)])).toBe(2.25)
  expect(distributedCopies([blocks(3, 0, A, 1)])).toBe(0.5)
})

it('counts what is here', () => expect(countBlocks(blocks(0, A, 1, 9), isHere)).toBe(2))
