/** Asks one link for our service type: often at first, then seldom, and not when somebody else just did. */
import type { Mdns } from './bonjour-internals.ts'
import {
  ASK_INTERVAL,
  ASK_JITTER,
  FIRST_ASK_INTERVALS,
  FIRST_ASK_JITTER,
  SAME_ROUND,
  SERVICE_DOMAIN,
} from './limits.ts'

/** Listens for others' questions at once; asks from `start` to `stop`. @param crowd see crowdOf */
export function createAsker(mdns: Mdns, crowd: () => number) {
  let timer: NodeJS.Timeout | undefined
  let asked = 0
  let askedAt = Number.NEGATIVE_INFINITY

  const ask = () => mdns.query(SERVICE_DOMAIN, 'PTR')

  const schedule = () => {
    clearTimeout(timer)
    // One who hears a crowd after two questions was answered: each round more costs a packet of everybody.
    if (asked > 0 && crowd() > 1) asked = Math.max(asked, FIRST_ASK_INTERVALS.length)
    const first = FIRST_ASK_INTERVALS[asked++]
    // Never quite the same: those who heard one question together would all ask the next.
    const pause = first
      ? first * (1 + Math.random() * FIRST_ASK_JITTER)
      : (ASK_INTERVAL + Math.random() * ASK_JITTER) * crowd()
    askedAt = performance.now()
    timer = setTimeout(() => {
      ask()
      schedule()
    }, pause)
  }

  // All hear the answers, whoever asked (RFC 6762 section 7.3): eight who come at once ask as often as one of them would.
  // Our own question comes back here as well, and those of one round lie close together.
  mdns.on('query', ({ questions }) => {
    if (timer === undefined || performance.now() - askedAt < SAME_ROUND) return
    if (questions.some(({ name }) => name.toLowerCase() === SERVICE_DOMAIN)) schedule()
  })

  return {
    start() {
      ask()
      schedule()
    },
    /** Asks out of turn. Our own responder hears it too, so that this node introduces itself to all at the same time. */
    ask,
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
