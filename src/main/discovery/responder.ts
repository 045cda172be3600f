/** Answers the network's questions about our services, at a pace that a flood of questions can't raise. */
import type { DnsQuery, Server } from './bonjour-internals.ts'
import type { LinkService } from './link-service.ts'
import { SERVICE_DOMAIN } from './limits.ts'
import { answerPace } from './network-size.ts'
import { packets } from './packets.ts'

/**
 * Takes the library's place as the listener for queries. Left alone, the library answers every repetition at once, and
 * a question for all services in one packet as large as they are together.
 * `stop` forgets the answers under way.
 * @param nodes how many others there are
 */
export function createResponder(server: Server, services: () => readonly LinkService[], nodes: () => number) {
  /** By question: the answer that waits, and when the last one left. Bounded by our own records. */
  const waiting = new Map<string, NodeJS.Timeout>()
  const answered = new Map<string, number>()

  const answer = (name: string, type: string) => {
    if (isForAll(name, type)) {
      for (const packet of packets(services())) server.mdns.respond(packet)
    } else {
      server.respondToQuery({ questions: [{ name, type }] })
    }
  }

  const ask = (name: string, type: string) => {
    const key = `${type} ${name}`
    if (waiting.has(key) || !knows(server, name, type)) return
    const now = performance.now()
    const { interval, spread } = answerPace(nodes(), isForAll(name, type) ? packets(services()).length : 1)
    const pause = Math.max(0, (answered.get(key) ?? Number.NEGATIVE_INFINITY) + interval - now)
    const timer = setTimeout(
      () => {
        waiting.delete(key)
        answered.set(key, performance.now())
        answer(name, type)
      },
      pause + Math.random() * spread,
    )
    waiting.set(key, timer)
  }

  server.mdns.removeAllListeners('query')
  server.mdns.on('query', ({ questions }: DnsQuery) => {
    for (const { name, type } of questions) ask(name.toLowerCase(), type)
  })

  return {
    stop() {
      server.mdns.removeAllListeners('query')
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}

const isForAll = (name: string, type: string) => name === SERVICE_DOMAIN && type !== 'SRV'

function knows(server: Server, name: string, type: string): boolean {
  const types = type === 'ANY' ? Object.keys(server.registry) : [type]
  return types.some((each) => server.recordsFor(name, each).length > 0)
}
