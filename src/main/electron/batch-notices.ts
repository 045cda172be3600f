import type { Activity, AppState } from '../../shared/model.ts'
import { noticesOf, type Notice } from './notices.ts'

/** Things that happen within this many milliseconds are told together. */
export const BATCH = 4_000

export interface BatchParts {
  later(milliseconds: number, run: () => void): void
  /** Asked when a batch is told: whether the user wants it, and doesn't look at the window anyway. */
  wanted(): boolean
  show(notice: Notice): void
}

export interface NoticeBatch {
  hear(state: AppState): void
  /** The node has gone. What the next one remembers is old, and not told. */
  reset(): void
}

/** Tells what happens from the first state on that it hears. */
export function batchNotices({ later, wanted, show }: BatchParts): NoticeBatch {
  let last: number | null = null
  let latest: AppState | null = null
  const pending: Activity[] = []
  const tell = () => {
    const events = pending.splice(0)
    if (latest && wanted()) noticesOf(events, latest.projects).forEach(show)
  }
  return {
    hear(state) {
      if (latest?.activity === state.activity) return void (latest = state)
      latest = state
      const events = Object.values(state.activity).sort((a, b) => a.id - b.id)
      const since = last
      last = events.at(-1)?.id ?? last ?? 0
      if (since === null) return
      const fresh = events.filter(({ id }) => id > since)
      if (fresh.length === 0) return
      if (pending.length === 0) later(BATCH, tell)
      pending.push(...fresh)
    },
    reset: () => void (last = null),
  }
}
