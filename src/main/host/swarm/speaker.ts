/**
 * Writes messages to a link. News of blocks that follow one another closely wait for others, or for anything else that is
 * said: where eight join at once they are most of all messages, and each one alone costs both sides about as much as
 * sixteen of them together.
 */
import { encodeMessage } from '../../gtp/messages/encode.ts'
import type { Message } from '../../gtp/types.ts'

/** How long news wait at most, milliseconds: those of a peer at 100 Mbit/s come every 20. */
export const NEWS_WAIT = 100
/** News that wait. */
const MAX_NEWS = 256

export interface Speaker {
  say(message: Message): void
  /** Says what is encoded already. */
  sayFrame(frame: Uint8Array): void
  /** Nothing is said any more; what waits is dropped. */
  stop(): void
}

/** @param write hands chunks to the link, in order */
export function createSpeaker(write: (chunks: readonly Uint8Array[]) => void): Speaker {
  let news: Uint8Array[] = []
  let timer: NodeJS.Timeout | undefined
  let spokeAt = Number.NEGATIVE_INFINITY

  const stop = () => {
    clearTimeout(timer)
    timer = undefined
    news = []
  }

  const flush = () => {
    const chunks = news
    stop()
    spokeAt = performance.now()
    if (chunks.length > 0) write(chunks)
  }

  return {
    say(message) {
      news.push(...encodeMessage(message))
      // What comes alone, as somebody's commit does, goes at once.
      const alone = timer === undefined && performance.now() - spokeAt >= NEWS_WAIT
      if (message.type !== 'have' || alone || news.length >= MAX_NEWS) flush()
      else timer ??= setTimeout(flush, NEWS_WAIT)
    },
    sayFrame(frame) {
      news.push(frame)
      flush()
    },
    stop,
  }
}
