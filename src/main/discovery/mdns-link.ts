/** Multicast DNS on one interface: one instance of the library, with its surroundings made safe. */
import Bonjour from 'bonjour-service'
import type { AdvertisedService } from './advertised-services.ts'
import { createAsker } from './asker.ts'
import { assembleServices, type Heard } from './assemble-services.ts'
import { internalsOf } from './bonjour-internals.ts'
import type { LanInterface } from './choose-interfaces.ts'
import { GuardedSocket, type OpenUdp } from './guarded-socket.ts'
import { crowdOf } from './network-size.ts'
import type { OnLink } from './on-link.ts'
import { toldIpv6 } from './own-addresses.ts'
import { createPublisher } from './publisher.ts'
import { createResponder } from './responder.ts'
import { linkTrouble } from './trouble.ts'

/** Goodbyes that did not leave by then never will. Milliseconds. */
const GOODBYE_TIMEOUT = 500

export interface LinkOptions {
  readonly lan: LanInterface
  /** Which sources are neighbours: other links' packets reach this socket as well, since all share one port. */
  readonly onLink: OnLink
  readonly admit: (source: string) => boolean
  readonly heard: (heard: Heard) => void
  /** Somebody asks where a service is, by its name in lower case. */
  readonly asked: (service: string) => void
  /** How many others are heard. */
  readonly nodes: () => number
  /** How many others to reckon with; more than are heard, where more are to come. */
  readonly around: () => number
  /** What is wrong with this link, or '' when it is well (again). Told on change. */
  readonly trouble: (text: string) => void
  readonly udp?: OpenUdp | undefined
}

export type MdnsLink = ReturnType<typeof openLink>

/** Opens the link at once; `ready` settles when it listens, can't, or is closed before. */
export function openLink({ lan, onLink, admit, heard, asked, nodes, around, trouble, udp }: LinkOptions) {
  /** Null: nothing was sent yet. */
  let told: string | null = null
  /** The socket is of no use: only a new link can help. */
  let broken = false
  const tell = (text: string) => {
    if (text === told) return
    told = text
    trouble(text)
  }

  const socket = new GuardedSocket({
    admit: (source) => onLink(source) && admit(source),
    sent: (error) => tell(error ? linkTrouble(error, lan) : ''),
    udp,
  })
  // The library's types don't know the options that it hands to its socket.
  const options = { socket, interface: lan.address, bind: '0.0.0.0' }
  const bonjour = new Bonjour(options as object, () => undefined)
  const { server } = internalsOf(bonjour)
  const { mdns } = server
  const publisher = createPublisher(server, [lan.address, ...toldIpv6(lan.networks)])
  const responder = createResponder(server, publisher.services, around)
  const asker = createAsker(mdns, () => crowdOf(nodes()))

  let settle = () => {}
  const ready = new Promise<void>((resolve) => (settle = resolve))
  const fail = (error: NodeJS.ErrnoException) => {
    broken = true
    asker.stop()
    tell(linkTrouble(error, lan))
    settle()
  }
  mdns.on('error', fail)
  // Warnings are also given for packets that can't be decoded; those are not the link's fault.
  mdns.on('warning', (error) => error.syscall !== undefined && fail(error))
  mdns.once('ready', () => {
    if (!broken) asker.start()
    settle()
  })
  mdns.on('query', ({ questions }) => {
    for (const { name, type } of questions) if (type === 'SRV') asked(name.toLowerCase())
  })
  mdns.on('response', (packet, { address }) => heard(assembleServices(packet, address)))

  return {
    ready,
    advertise: (services: readonly AdvertisedService[]) => publisher.set(services),
    ask: asker.ask,
    /** Asks where a service is, so that others notice when nobody answers. */
    askFor: (service: string) => mdns.query(service, 'SRV'),
    isBroken: () => broken,
    isTroubled: () => Boolean(told),

    /** Frees the socket; with `goodbye`, tells the network first. */
    async close(goodbye: boolean): Promise<void> {
      asker.stop()
      responder.stop()
      const late = new Promise<void>((resolve) => setTimeout(resolve, GOODBYE_TIMEOUT).unref())
      await Promise.race([publisher.close(goodbye && !broken), late])
      mdns.removeAllListeners('response')
      await new Promise<void>((resolve) => bonjour.destroy(resolve))
      settle()
    },
  }
}
