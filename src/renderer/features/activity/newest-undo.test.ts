import { expect, it } from 'vitest'
import type { Activity } from '../../../shared/model.ts'
import { newestUndo } from './newest-undo.ts'

const [one, two] = ['11'.repeat(20), '22'.repeat(20)]
const merged = (id: number, project: string, undo?: Activity['undo']): Activity => ({
  ...{ id, project, time: id, kind: 'merged', person: 'Alice', text: '' },
  ...(undo && { undo }),
})

it('finds the newest merge that can be taken back, of a project or of all', () => {
  const all = [merged(2, two, 'possible'), merged(1, one, 'possible')]
  expect(newestUndo(all)?.id).toBe(2)
  expect(newestUndo(all, one)?.id).toBe(1)
  expect(newestUndo([], one)).toBeNull()
})

it('goes on to the one before when the newest was taken back, and stops at one on which was built', () => {
  expect(newestUndo([merged(1, one, 'possible'), merged(2, one, 'done')])?.id).toBe(1)
  expect(newestUndo([merged(1, one, 'possible'), merged(2, one)])).toBeNull()
})
