import type { StateCreator } from 'zustand'
import type { AppState, Change, Collection } from '../../shared/model.ts'
import { applyChanges } from '../../shared/rpc/apply-changes.ts'

/** The node's state, kept equal to it by a snapshot and changes. */
export interface MirrorSlice {
  /** Null until the first snapshot. */
  readonly state: AppState | null
  replace(snapshot: AppState): void
  apply(changes: readonly Change[]): void
}

export const createMirrorSlice: StateCreator<MirrorSlice> = (set) => ({
  state: null,
  replace: (snapshot) => set(({ state }) => ({ state: state ? shareSnapshot(state, snapshot) : snapshot })),
  apply: (changes) => set(({ state }) => (state ? { state: applyChanges(state, changes) } : {})),
})

type Entities = Readonly<Record<string, object>>

/** A snapshot that keeps every entity of before that did not change, so that reconnecting draws nothing twice. */
export function shareSnapshot(before: AppState, after: AppState): AppState {
  const shared = Object.entries(after).map(([collection, entities]: [string, Entities]) => {
    const old: Entities = before[collection as Collection]
    const kept = Object.entries(entities).map(([key, value]) => {
      const known = old[key]
      return [key, known && JSON.stringify(known) === JSON.stringify(value) ? known : value] as const
    })
    const same = kept.length === Object.keys(old).length && kept.every(([key, value]) => old[key] === value)
    return [collection, same ? old : Object.fromEntries(kept)] as const
  })
  return Object.fromEntries(shared) as unknown as AppState
}
