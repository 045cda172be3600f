import { removeFromGroup } from './groups.ts'
import { leavePool } from './pools.ts'
import type { Entry, TrackerState } from './state.ts'

/** Removes an entry, and its repository with the last one. */
export function forget(state: TrackerState, entry: Entry): void {
  const { repo } = entry
  repo.entries.delete(entry.key)
  if (repo.entries.size === 0) state.repos.delete(repo.hash)
  leavePool(entry)
  removeFromGroup(state, entry)
  unschedule(state, entry)
  state.peers--
}

/** An entry is forgotten at the end of the second `until`, unless it is scheduled anew before. */
export function schedule(state: TrackerState, entry: Entry, until: number): void {
  entry.until = until
  const others = state.expiring.get(until)
  if (others) others.add(entry)
  else state.expiring.set(until, new Set([entry]))
}

export function unschedule(state: TrackerState, entry: Entry): void {
  const others = state.expiring.get(entry.until)
  others?.delete(entry)
  if (others?.size === 0) state.expiring.delete(entry.until)
}

/** Forgets all whose time is over. `now` in milliseconds. */
export function expire(state: TrackerState, now: number): void {
  const second = Math.floor(now / 1000)
  if (second <= state.expiredUntil) return
  // After a long silence there are fewer seconds with entries in them than there were seconds.
  const passed = second - state.expiredUntil
  const due =
    passed > state.expiring.size
      ? [...state.expiring.keys()].filter((until) => until <= second)
      : Array.from({ length: passed }, (_, index) => state.expiredUntil + 1 + index)
  state.expiredUntil = second
  for (const until of due) {
    for (const entry of state.expiring.get(until) ?? []) forget(state, entry)
  }
}
