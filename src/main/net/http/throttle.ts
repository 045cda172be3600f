import { setTimeout as delay } from 'node:timers/promises'

/** Bytes of a piece at least, and milliseconds that a piece takes at most at the rate of the moment. */
const MIN_PIECE = 1024
const PIECE_TIME = 250

/**
 * Lets streams through at a rate that all of them share.
 * @param rate bytes per second in all, as of now; null: as fast as it goes
 */
export function createThrottle(rate: () => number | null) {
  /** When the next byte may go. */
  let free = 0
  return async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length;) {
        const speed = rate()
        const length =
          speed === null ? chunk.length : Math.max(MIN_PIECE, Math.floor((speed * PIECE_TIME) / 1000))
        const piece = chunk.subarray(at, at + length)
        at += piece.length
        if (speed !== null) {
          const now = performance.now()
          const wait = free - now
          free = Math.max(free, now) + (piece.length / speed) * 1000
          if (wait > 0) await delay(wait)
        }
        yield piece
      }
    }
  }
}
