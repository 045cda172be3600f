import { useSyncExternalStore } from 'react'

const STEP = 5_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | null = null

function tick() {
  now = Date.now()
  for (const each of listeners) each()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (timer === null) {
    // Nobody asked for a while: React looks at the time once more after this.
    now = Date.now()
    timer = setInterval(tick, STEP)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}

/** The time in Unix milliseconds, the same for all who ask, moving on every few seconds. */
export const useNow = () => useSyncExternalStore(subscribe, () => now)
