/** Keeps what one link is told in line with what should be advertised. */
import type { AdvertisedService } from './advertised-services.ts'
import type { OutgoingRecord, Server } from './bonjour-internals.ts'
import { LinkService } from './link-service.ts'
import { UPDATE_INTERVAL } from './limits.ts'
import { packets } from './packets.ts'

interface Published {
  readonly service: LinkService
  /** What should be said, and what was said last, as JSON. */
  wanted: AdvertisedService
  said: string
}

export type Publisher = ReturnType<typeof createPublisher>

/** @param addresses the link's own, the only ones that are told there. */
export function createPublisher(server: Server, addresses: readonly string[]) {
  const published = new Map<string, Published>()
  /** What was said in the last UPDATE_INTERVAL: it will be said once more, for that packet may have been lost. */
  let fresh = new Set<Published>()
  /** Runs for UPDATE_INTERVAL after each update; null when the next change may go out at once. */
  let timer: NodeJS.Timeout | null = null
  const services = () => [...published.values()].map(({ service }) => service)

  const say = (some: readonly Published[]) => {
    for (const packet of packets(some.map(({ service }) => service))) server.mdns.respond(packet)
  }

  /** Says what changed, whichever services that are, and once more what was said before: one pace for all of the node. */
  const update = () => {
    timer = null
    const changed = [...published.values()].filter(({ wanted, said }) => JSON.stringify(wanted) !== said)
    const again = [...fresh].filter((one) => !changed.includes(one))
    for (const one of changed) {
      one.said = JSON.stringify(one.wanted)
      one.service.change(one.wanted)
    }
    fresh = new Set(changed)
    if (changed.length + again.length > 0) say([...changed, ...again])
    // What was merely repeated is no change: the next one needs not wait for it.
    if (changed.length > 0) timer = setTimeout(update, UPDATE_INTERVAL)
  }

  const publish = (wanted: AdvertisedService): Published => {
    const service = new LinkService(wanted, addresses)
    server.register(service.records())
    const one = { service, wanted, said: JSON.stringify(wanted) }
    published.set(wanted.instance, one)
    fresh.add(one)
    return one
  }

  /**
   * Takes services off the air. The library's own way would take the records that the others share along, so that
   * newcomers no longer find them.
   */
  const withdraw = (instances: readonly string[]) => {
    const gone = instances.map((instance) => published.get(instance)!)
    for (const one of gone) {
      fresh.delete(one)
      published.delete(one.service.name)
    }
    server.registry = {}
    for (const service of services()) server.register(service.records())
    return goodbyes(gone.map(({ service }) => service))
  }

  const sayGoodbye = (instances: readonly string[]) =>
    Promise.all(
      withdraw(instances).map((packet) => new Promise<void>((done) => server.mdns.respond(packet, done))),
    )

  return {
    services,

    /**
     * Publishes what is new at once, all of it in as few packets as hold it; changes what differs, at most once in
     * UPDATE_INTERVAL; withdraws the rest.
     */
    set(wanted: readonly AdvertisedService[]) {
      const names = new Set(wanted.map(({ instance }) => instance))
      const gone = [...published.keys()].filter((name) => !names.has(name))
      if (gone.length > 0) void sayGoodbye(gone)
      const news: Published[] = []
      for (const service of wanted) {
        const one = published.get(service.instance)
        if (one) one.wanted = service
        else news.push(publish(service))
      }
      if (news.length > 0) say(news)
      if (timer !== null) return
      if (news.length > 0) timer = setTimeout(update, UPDATE_INTERVAL)
      else update()
    },

    /** Takes everything off the air; with `goodbye`, settles once the network was told. */
    async close(goodbye: boolean) {
      if (timer) clearTimeout(timer)
      timer = null
      const all = [...published.keys()]
      if (goodbye) await sayGoodbye(all)
      else withdraw(all)
    },
  }
}

/** Without what other services may still say as well. */
function goodbyes(services: readonly LinkService[]): OutgoingRecord[][] {
  const shared = new Set(services.flatMap((service) => service.shared))
  return packets(services).map((packet) =>
    packet.filter((record) => !shared.has(record)).map((record) => ({ ...record, ttl: 0 })),
  )
}
