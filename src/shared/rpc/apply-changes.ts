import type { AppState, Change, Collection } from '../model.ts'

/** The state after changes; collections and entities that no change names stay the same objects. */
export function applyChanges(state: AppState, changes: readonly Change[]): AppState {
  const touched: Partial<Record<Collection, Record<string, object>>> = {}
  for (const { collection, key, value } of changes) {
    const entities = (touched[collection] ??= { ...state[collection] })
    if (value === null) delete entities[key]
    else entities[key] = value
  }
  return { ...state, ...touched } as AppState
}
