import { expect, it } from 'vitest'
import { statBlocks } from './stat-blocks.ts'

it.each([
  [6, 4, 3, 2],
  [6, 0, 5, 0],
  [1, 999, 1, 4],
  [999, 1, 4, 1],
  [0, 3, 0, 5],
  [0, 0, 0, 0],
])('%d added and %d deleted lines are %d and %d blocks', (additions, deletions, added, gone) => {
  expect(statBlocks(additions, deletions)).toEqual({ added, gone })
})
