import { expect, it } from 'vitest'
import { countBeyond } from './ahead.ts'

it('counts a commit once, by whichever way it is reached, and stops where the graph ends', () => {
  const parents = new Map([
    ['merge', ['left', 'right']],
    ['left', ['fork']],
    ['right', ['fork']],
    ['fork', ['main']],
  ])
  expect([...countBeyond(['merge', 'left', 'main'], parents)]).toEqual([
    ['merge', 4],
    ['left', 2],
    ['main', 0],
  ])
})
