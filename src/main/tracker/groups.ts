import type { Entry, Group, TrackerState } from './state.ts'

/** The group of that name; it is not in the state before it has an entry. */
export const groupNamed = (state: TrackerState, name: string): Group =>
  state.groups.get(name) ?? { name, entries: new Set() }

export function addToGroup(state: TrackerState, entry: Entry): void {
  const { group } = entry
  const size = group.entries.size
  group.entries.add(entry)
  state.groups.set(group.name, group)
  move(state, group, size, size + 1)
}

export function removeFromGroup(state: TrackerState, entry: Entry): void {
  const { group } = entry
  const size = group.entries.size
  group.entries.delete(entry)
  if (size === 1) state.groups.delete(group.name)
  move(state, group, size, size - 1)
}

/** The entry that announced longest ago, of the group that has most of them. */
export function oldestOfLargestGroup(state: TrackerState): Entry | undefined {
  const group = state.groupsBySize.get(state.largestGroup)?.values().next().value
  return group?.entries.values().next().value
}

function move(state: TrackerState, group: Group, from: number, to: number): void {
  const { groupsBySize } = state
  const left = groupsBySize.get(from)
  left?.delete(group)
  if (left?.size === 0) groupsBySize.delete(from)
  if (to > 0) {
    const joined = groupsBySize.get(to)
    if (joined) joined.add(group)
    else groupsBySize.set(to, new Set([group]))
  }
  // Sizes change by one, so a largest group that shrank is the largest still, or beside one of its old size.
  if (to > state.largestGroup || (from === state.largestGroup && left?.size === 0)) state.largestGroup = to
}
