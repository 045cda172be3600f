/** When a client asks again. All in seconds; `random` is 0 up to but not including 1. */
import { MAX_BACKOFF, MAX_RETRY_AFTER, MIN_WAIT, STATIC_WAIT } from './limits.ts'

/**
 * After an answer: later than half of `expires`, as trackers demand, and early enough to be listed on without a gap.
 * Spread, so that peers which started together do not stay together.
 */
export function waitAfterAnswer(expires: number, random: number): number {
  return expires === 0 ? STATIC_WAIT : Math.max(MIN_WAIT, expires * (0.7 + 0.2 * random))
}

/**
 * After a failure: as long as the tracker asks, or twice as long with each failure.
 * @param failures in a row, this one included
 * @param retryAfter null where the tracker didn't say
 */
export function waitAfterFailure(failures: number, retryAfter: number | null, random: number): number {
  const jitter = 1 + 0.25 * random
  if (retryAfter !== null) return Math.max(MIN_WAIT, Math.min(MAX_RETRY_AFTER, retryAfter)) * jitter
  return Math.min(MAX_BACKOFF, MIN_WAIT * 2 ** Math.min(20, failures - 1)) * jitter
}
