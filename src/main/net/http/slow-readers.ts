/** Ends connections whose other end takes its answer so slowly that it only holds a place. */
import { SLOW_READER_WINDOW, SLOWEST_READER } from '../limits.ts'

/** What it sees of a socket. */
export interface Reader {
  /** Bytes written, those that still wait included. */
  readonly bytesWritten: number
  /** Bytes that wait for the other end. */
  readonly writableLength: number
  destroy(): unknown
  once(event: 'close', listener: () => void): unknown
}

export interface SlowReaders {
  watch(reader: Reader): void
  /** Looks at all of them; every few seconds. @param now milliseconds of any monotonous clock */
  look(now: number): void
}

export function createSlowReaders(): SlowReaders {
  /** Since when something has waited for each, and how much it had taken then. */
  const waiting = new Map<Reader, { readonly since: number; readonly taken: number } | null>()
  return {
    watch(reader) {
      waiting.set(reader, null)
      reader.once('close', () => waiting.delete(reader))
    },
    look(now) {
      for (const [reader, mark] of waiting) {
        const taken = reader.bytesWritten - reader.writableLength
        if (reader.writableLength === 0) waiting.set(reader, null)
        else if (mark === null) waiting.set(reader, { since: now, taken })
        else if (now - mark.since >= SLOW_READER_WINDOW) {
          const enough = (SLOWEST_READER * (now - mark.since)) / 1_000
          if (taken - mark.taken < enough) reader.destroy()
          waiting.set(reader, { since: now, taken })
        }
      }
    },
  }
}
