/** Asks one link for our service type: often at first, then seldom, and not when somebody else just did. */
import type { Mdns } from './bonjour-internals.ts'
import { ASK_INTERVAL, ASK_JITTER, FIRST_ASK_INTERVALS, SERVICE_DOMAIN } from './limits.ts'

/** Listens for others' questions at once; asks from `start` to `stop`. @param crowd see crowdOf */
export function createAsker(mdns: Mdns, crowd: () => number) {
  let timer: NodeJS.Timeout | undefined
  let asked = 0

  const ask = () => mdns.query(SERVICE_DOMAIN, 'PTR')

  const schedule = () => {
    clearTimeout(timer)
    // One who hears a crowd after two questions was answered: each round more costs a packet of everybody.
    if (asked > 0 && crowd() > 1) asked = Math.max(asked, FIRST_ASK_INTERVALS.length)
    const pause = FIRST_ASK_INTERVALS[asked++] ?? (ASK_INTERVAL + Math.random() * ASK_JITTER) * crowd()
    timer = setTimeout(() => {
      ask()
      schedule()
    }, pause)
  }

  // All hear the answers, whoever asked (RFC 6762 section 7.3). Our own question comes back here as well.
  mdns.on('query', ({ questions }) => {
    const settled = timer !== undefined && asked > FIRST_ASK_INTERVALS.length
    if (settled && questions.some(({ name }) => name.toLowerCase() === SERVICE_DOMAIN)) schedule()
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
