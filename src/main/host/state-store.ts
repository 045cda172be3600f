/** The state that shells see: entities by collection, and batches of changes for who subscribes. */
import type { StateSource } from '../../shared/rpc/server.ts'
import type { AppState, Change, Collection } from '../../shared/model.ts'

/** Changes are gathered for this long, so that a busy swarm doesn't flood its windows. Milliseconds. */
const BATCH = 100

type Value<C extends Collection> = NonNullable<Change<C>['value']>

export interface StateStore extends StateSource {
  /** Whether somebody subscribed; otherwise it may be brought up to date when somebody looks. */
  readonly watched: boolean
  /** Hears of changes when they are noticed, and is no reason to look for them: as a log does. @returns ends it */
  overhear(listener: (changes: readonly Change[]) => void): () => void
  /** Called before anybody reads it. */
  onLook(listener: () => void): void
  /** What there is now, to be read and not to be kept: a snapshot costs a copy of everything. */
  current(): AppState
  /** Sets or (null) removes one entity; setting an equal one is no change. */
  set<C extends Collection>(collection: C, key: string, value: Value<C> | null): void
  /** Makes a collection hold exactly these. */
  replace<C extends Collection>(collection: C, values: ReadonlyMap<string, Value<C>>): void
  stop(): void
}

export function createStateStore(): StateStore {
  const state: Record<Collection, Record<string, unknown>> = {
    node: {},
    nearby: {},
    projects: {},
    connections: {},
    activity: {},
  }
  const listeners = new Set<(changes: readonly Change[]) => void>()
  const overhearing = new Set<(changes: readonly Change[]) => void>()
  let freshen = () => {}
  let pending = new Map<string, Change>()
  let timer: NodeJS.Timeout | null = null

  const flush = () => {
    timer = null
    const changes = [...pending.values()]
    pending = new Map()
    for (const listener of [...listeners, ...overhearing]) listener(changes)
  }

  const set = (collection: Collection, key: string, value: unknown) => {
    const before = state[collection][key]
    if (value === null ? before === undefined : JSON.stringify(before) === JSON.stringify(value)) return
    if (value === null) delete state[collection][key]
    else state[collection][key] = value
    pending.set(`${collection}/${key}`, { collection, key, value } as Change)
    timer ??= setTimeout(flush, BATCH)
  }

  return {
    set,
    replace(collection, values) {
      for (const key of Object.keys(state[collection])) if (!values.has(key)) set(collection, key, null)
      for (const [key, value] of values) set(collection, key, value)
    },
    get watched() {
      return listeners.size > 0
    },
    overhear(listener) {
      overhearing.add(listener)
      return () => overhearing.delete(listener)
    },
    onLook: (listener) => void (freshen = listener),
    current() {
      freshen()
      return state as unknown as AppState
    },
    snapshot() {
      freshen()
      return structuredClone(state) as unknown as AppState
    },
    subscribe(listener) {
      if (timer) {
        // What is pending is in the newcomer's snapshot already; let the others have it now.
        clearTimeout(timer)
        flush()
      }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      if (timer) clearTimeout(timer)
      listeners.clear()
      overhearing.clear()
      freshen = () => {}
    },
  }
}
