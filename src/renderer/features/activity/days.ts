import type { Activity } from '../../../shared/model.ts'
import { dayName } from '../../../shared/format.ts'

export interface Day {
  readonly name: string
  readonly activities: readonly Activity[]
}

/** Activities by day, the newest first. */
export function byDay(activities: readonly Activity[], now: number): Day[] {
  const days = new Map<string, Activity[]>()
  for (const activity of [...activities].sort((a, b) => b.time - a.time || b.id - a.id)) {
    const name = dayName(activity.time, now)
    const day = days.get(name)
    if (day) day.push(activity)
    else days.set(name, [activity])
  }
  return [...days].map(([name, list]) => ({ name, activities: list }))
}
