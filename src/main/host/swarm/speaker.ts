/**
 * Writes messages to a link. News of blocks that follow one another closely wait for others, or for anything else that is
 * said, and go as one message: where eight join at once they are most of all there is to tell. All else that is said at one
 * turn goes in one write.
 */
import { MAX_NEWS } from '../../gtp/limits.ts'
import { encodeMessage } from '../../gtp/messages/encode.ts'
import type { Message } from '../../gtp/types.ts'

/** How long news wait at most, milliseconds: those of a peer at 100 Mbit/s come every 20. */
export const NEWS_WAIT = 100
/** The same for what nobody waits for. */
export const PATIENT_WAIT = 300
/** Messages that wait: news of so many reels. */
const MAX_WAITING = 64

export interface Speaker {
  /** @param patient nobody waits for it */
  say(message: Message, patient?: boolean): void
  /** Says what is encoded already, at once. */
  sayFrame(frame: Uint8Array): void
  /** Nothing is said any more; what waits is dropped. */
  stop(): void
}

/** @param write hands chunks to the link, in order */
export function createSpeaker(write: (chunks: readonly Uint8Array[]) => void): Speaker {
  let chunks: Uint8Array[] = []
  /** Blocks of one reel, to be told after `chunks`. */
  let news: { readonly reel: string; readonly indexes: number[] } | null = null
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let spokeAt = Number.NEGATIVE_INFINITY
  let flushing = false

  const closeNews = () => {
    if (news) chunks.push(...encodeMessage({ type: 'have', ...news }))
    news = null
  }

  const flush = () => {
    closeNews()
    const said = chunks
    stop()
    spokeAt = performance.now()
    if (said.length > 0) write(said)
  }

  const stop = () => {
    clearTimeout(timer)
    dueAt = Number.POSITIVE_INFINITY
    chunks = []
    news = null
  }

  const flushBy = (time: number, now: number) => {
    if (dueAt <= time) return
    clearTimeout(timer)
    dueAt = time
    timer = setTimeout(flush, time - now)
  }

  /** At the end of this turn. */
  const flushSoon = () => {
    if (flushing) return
    flushing = true
    queueMicrotask(() => {
      flushing = false
      if (chunks.length > 0) flush()
    })
  }

  const tellNews = ({ reel, indexes }: Extract<Message, { type: 'have' }>, patient: boolean) => {
    if (news?.reel !== reel || news.indexes.length + indexes.length > MAX_NEWS) closeNews()
    news ??= { reel, indexes: [] }
    news.indexes.push(...indexes)
    if (news.indexes.length >= MAX_NEWS || chunks.length >= MAX_WAITING) return flush()
    const now = performance.now()
    if (patient) return flushBy(now + PATIENT_WAIT, now)
    // What comes alone, as somebody's commit does, goes at once.
    const alone = dueAt > now + NEWS_WAIT && now - spokeAt >= NEWS_WAIT
    if (alone) flush()
    else flushBy(now + NEWS_WAIT, now)
  }

  return {
    say(message, patient = false) {
      if (message.type === 'have') return tellNews(message, patient)
      closeNews()
      chunks.push(...encodeMessage(message))
      flushSoon()
    },
    sayFrame(frame) {
      closeNews()
      chunks.push(frame)
      flush()
    },
    stop,
  }
}
