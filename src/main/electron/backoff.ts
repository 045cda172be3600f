/** Waits between restarts of something that keeps ending, in milliseconds. */
export interface Backoff {
  /** How long to wait after an end at `now`. */
  next(now: number): number
  /** Ends in a row, none of them long after the one before. */
  readonly failures: number
}

const FIRST = 500
const LONGEST = 30_000
/** What ran so long was well: counting starts anew. */
const WELL_AFTER = 60_000

/** Doubles the wait with every end that comes soon after the one before. */
export function createBackoff(): Backoff {
  let failures = 0
  let restartedAt = -Infinity
  return {
    next(now) {
      if (now - restartedAt > WELL_AFTER) failures = 0
      const wait = Math.min(FIRST * 2 ** failures, LONGEST)
      failures++
      restartedAt = now + wait
      return wait
    },
    get failures() {
      return failures
    },
  }
}
