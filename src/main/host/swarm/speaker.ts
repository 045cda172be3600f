/**
 * Writes messages to a link. News of blocks that follow one another closely wait for others, or for anything else that is
 * said: where eight join at once they are most of all messages, and each one alone costs both sides about as much as
 * sixteen of them together.
 */
import { encodeMessage } from '../../gtp/messages/encode.ts'
import type { Message } from '../../gtp/types.ts'

/** How long news wait at most, milliseconds: those of a peer at 100 Mbit/s come every 20. */
export const NEWS_WAIT = 100
/** The same for what nobody waits for. */
export const PATIENT_WAIT = 300
/** News that wait. */
const MAX_NEWS = 256

export interface Speaker {
  /** @param patient nobody waits for it */
  say(message: Message, patient?: boolean): void
  /** Says what is encoded already. */
  sayFrame(frame: Uint8Array): void
  /** Nothing is said any more; what waits is dropped. */
  stop(): void
}

/** @param write hands chunks to the link, in order */
export function createSpeaker(write: (chunks: readonly Uint8Array[]) => void): Speaker {
  let news: Uint8Array[] = []
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let spokeAt = Number.NEGATIVE_INFINITY

  const stop = () => {
    clearTimeout(timer)
    dueAt = Number.POSITIVE_INFINITY
    news = []
  }

  const flush = () => {
    const chunks = news
    stop()
    spokeAt = performance.now()
    if (chunks.length > 0) write(chunks)
  }

  const flushBy = (time: number, now: number) => {
    if (dueAt <= time) return
    clearTimeout(timer)
    dueAt = time
    timer = setTimeout(flush, time - now)
  }

  return {
    say(message, patient = false) {
      news.push(...encodeMessage(message))
      if (message.type !== 'have' || news.length >= MAX_NEWS) return flush()
      const now = performance.now()
      if (patient) return flushBy(now + PATIENT_WAIT, now)
      // What comes alone, as somebody's commit does, goes at once.
      const alone = dueAt > now + NEWS_WAIT && now - spokeAt >= NEWS_WAIT
      if (alone) flush()
      else flushBy(now + NEWS_WAIT, now)
    },
    sayFrame(frame) {
      news.push(frame)
      flush()
    },
    stop,
  }
}
