import type { AnnouncerOptions } from './client.ts'
import { fetchAnswer } from './fetch-answer.ts'

/** The world as an announcer meets it: this machine's network, clock and chance. */
export const clientEdge: Pick<AnnouncerOptions, 'fetch' | 'now' | 'random' | 'setTimer'> = {
  fetch: fetchAnswer,
  now: () => performance.now(),
  random: Math.random,
  setTimer(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
