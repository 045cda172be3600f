import { expect, it } from 'vitest'
import type { Activity } from '../../../shared/model.ts'
import { needsAttention } from './attention.ts'
import { byDay } from './days.ts'

const HOUR = 3_600_000
const noon = new Date(2026, 4, 10, 12).getTime()
const activity = (id: number, time: number, kind: Activity['kind'] = 'joined'): Activity => ({
  ...{ id, time, kind, text: `${id}` },
  ...{ project: null, person: null },
})

it('groups by day, newest first', () => {
  const days = byDay([activity(1, noon - 30 * HOUR), activity(2, noon), activity(3, noon)], noon)
  expect(days.map((day) => [day.name, day.activities.map((each) => each.id)])).toEqual([
    ['Today', [3, 2]],
    ['Yesterday', [1]],
  ])
})

it('calls for attention only when something went wrong', () => {
  expect(needsAttention(activity(1, 0, 'failed'))).toBe(true)
  expect(needsAttention(activity(1, 0, 'published'))).toBe(false)
})
