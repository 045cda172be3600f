/** What happened lately, for people: bounded, newest last. */
import type { Activity } from '../../shared/model.ts'
import type { StateStore } from './state-store.ts'

const MAX_ACTIVITY = 500

export interface ActivityLog {
  add(event: Omit<Activity, 'id' | 'time'>): void
}

export function createActivityLog(state: StateStore, now: () => number): ActivityLog {
  let lastId = 0
  return {
    add(event) {
      const id = ++lastId
      state.set('activity', String(id), { ...event, id, time: now() })
      if (id > MAX_ACTIVITY) state.set('activity', String(id - MAX_ACTIVITY), null)
    },
  }
}
