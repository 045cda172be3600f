/** Keeps what one link is told in line with what should be advertised. */
import type { AdvertisedService } from './advertised-services.ts'
import type { OutgoingRecord, Registry, Server } from './bonjour-internals.ts'
import { LinkService } from './link-service.ts'
import { UPDATE_INTERVAL } from './limits.ts'
import { packets } from './packets.ts'

interface Published {
  readonly service: LinkService
  /** What should be said, and what was said last, as JSON. */
  wanted: AdvertisedService
  said: string
  /** Runs for UPDATE_INTERVAL after each change on the air; null when the next change may go out at once. */
  timer: NodeJS.Timeout | null
}

export type Publisher = ReturnType<typeof createPublisher>

/** @param addresses the link's own, the only ones that are told there. */
export function createPublisher(
  { server, registry }: { server: Server; registry: Registry },
  addresses: readonly string[],
) {
  const published = new Map<string, Published>()
  const services = () => [...published.values()].map(({ service }) => service)

  const say = (some: readonly LinkService[]) => {
    for (const packet of packets(some)) server.mdns.respond(packet)
  }

  /** Says the newest data once more: either they changed meanwhile, or the packet before may have been lost. */
  const repeat = (one: Published) => {
    one.timer = null
    if (JSON.stringify(one.wanted) !== one.said) change(one)
    else say([one.service])
  }

  const change = (one: Published) => {
    one.said = JSON.stringify(one.wanted)
    one.service.change(one.wanted)
    say([one.service])
    one.timer = setTimeout(repeat, UPDATE_INTERVAL, one)
  }

  const publish = (wanted: AdvertisedService) => {
    const service = new LinkService(wanted, addresses)
    service.activated = true
    registry.announce(server, service)
    const one: Published = { service, wanted, said: JSON.stringify(wanted), timer: null }
    one.timer = setTimeout(repeat, UPDATE_INTERVAL, one)
    published.set(wanted.instance, one)
  }

  /**
   * Takes services off the air. The library's own way would take the records that the others share along, so that
   * newcomers no longer find them.
   */
  const withdraw = (instances: readonly string[]) => {
    const gone = instances.map((instance) => published.get(instance)!)
    for (const { service, timer } of gone) {
      if (timer) clearTimeout(timer)
      service.activated = false
      service.destroyed = true
      published.delete(service.name)
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

    /** Publishes what is new, changes what differs (at most once in UPDATE_INTERVAL each), withdraws the rest. */
    set(wanted: readonly AdvertisedService[]) {
      const names = new Set(wanted.map(({ instance }) => instance))
      const gone = [...published.keys()].filter((name) => !names.has(name))
      if (gone.length > 0) void sayGoodbye(gone)
      for (const service of wanted) {
        const one = published.get(service.instance)
        if (one === undefined) {
          publish(service)
          continue
        }
        one.wanted = service
        if (one.timer === null && JSON.stringify(service) !== one.said) change(one)
      }
    },

    /** Takes everything off the air; with `goodbye`, settles once the network was told. */
    async close(goodbye: boolean) {
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
