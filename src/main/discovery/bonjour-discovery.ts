/** Discovery by multicast DNS: who is on the networks of this machine, and what they advertise. */
import { isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { advertised, type AdvertisedService } from './advertised-services.ts'
import type { Heard } from './assemble-services.ts'
import {
  chooseInterfaces,
  type InterfaceTable,
  type LanInterface,
  type WantedInterfaces,
} from './choose-interfaces.ts'
import { createByDirectory } from './by-directory.ts'
import type { FetchDirectories, FetchDirectory } from './directories.ts'
import { createDirectory } from './directory.ts'
import { directoryDigest, encodeDirectories } from './directory-document.ts'
import {
  HANDOVER,
  INTERFACE_INTERVAL,
  LARGE_NETWORK,
  MAX_ADVERTISED_PROJECTS,
  SILENT_AFTER,
  SLEPT_AFTER,
} from './limits.ts'
import type { OpenUdp } from './guarded-socket.ts'
import { createLiveness } from './liveness.ts'
import { openLink, type MdnsLink } from './mdns-link.ts'
import { crowdOf } from './network-size.ts'
import { createOnLink, type OnLink } from './on-link.ts'
import { ownAddresses } from './own-addresses.ts'
import { createPacketBudget } from './packet-budget.ts'
import { otherVersion, parseService } from './parse-service.ts'
import { probeTcp, type Prober } from './probe-tcp.ts'
import { createSizing } from './sizing.ts'
import { createSparing } from './sparing.ts'
import { NO_NETWORK, noSuchInterface, ONLY_IPV6, unreadableInterfaces } from './trouble.ts'
import type { Discovery, DiscoveryEvent } from './types.ts'

export interface BonjourDiscoveryOptions {
  /** Which interfaces to speak on; a function is asked again at every look at them. */
  readonly interfaces: WantedInterfaces | (() => WantedInterfaces)
  /** How silent nodes are asked whether they are still there. */
  readonly probe?: Prober
  /** Asks a node for its directory; without it, nothing but services is known of others. */
  readonly fetchDirectory?: FetchDirectory
  /** Asks a node for several, others' as well; without it, for its own alone. */
  readonly fetchDirectories?: FetchDirectories
  /** With so many nodes projects are no services any more, but part of their nodes' directories. */
  readonly largeNetwork?: number
  /** What `os.networkInterfaces` tells. */
  readonly interfaceTable?: () => InterfaceTable
  /** What its packets go through. */
  readonly udp?: OpenUdp
}

interface OpenLink {
  readonly lan: LanInterface
  readonly link: MdnsLink
}

/** Discovery over DNS-SD. Events are given in the turn in which a packet arrives; nothing is trusted. */
export function createBonjourDiscovery(options: BonjourDiscoveryOptions): Discovery {
  const { interfaces, probe = probeTcp, interfaceTable = networkInterfaces } = options
  const { fetchDirectory = noDirectories, largeNetwork = LARGE_NETWORK, udp } = options
  const now = () => performance.now()
  const admit = createPacketBudget(now)
  /** By everything that makes an interface what it is: where that changes, sockets and memberships are outdated. */
  const links = new Map<string, OpenLink>()
  const troubles = new Map<string, string>()
  let services: readonly AdvertisedService[] = []
  let document: Uint8Array | null = null
  /** Until then a network that has just become large has both, directories and services. */
  let handover = 0
  let self = ''
  let listener: ((event: DiscoveryEvent) => void) | null = null
  let timer: NodeJS.Timeout | undefined
  let told = ''
  let addresses: readonly string[] = []
  /** Keys of the interfaces at the last look; null before the first. */
  let looked: string | null = null

  const emit = (event: DiscoveryEvent) => {
    if (event.type === 'node-gone') byDirectory.forget(event.peerId)
    listener?.(event)
  }
  const directory = createDirectory(emit, now)
  const byDirectory = createByDirectory(directory, fetchDirectory, options.fetchDirectories)
  const crowd = () => crowdOf(directory.nodes())
  const liveness = createLiveness({
    self: () => self,
    members: directory.members,
    peer: directory.peer,
    gone: directory.removePeer,
    miss: (service) => links.forEach(({ link }) => link.askFor(service)),
    probe,
    now,
  })

  const trouble = (key: string, text: string) => {
    troubles.set(key, text)
    const first = [...troubles.values()].find((each) => each !== '') ?? ''
    if (first !== told) emit({ type: 'trouble', text: (told = first) })
  }

  const hear = (link: string, onLink: OnLink, { services, goodbyes }: Heard) => {
    for (const name of goodbyes) if (!byDirectory.holds(name)) directory.goodbye(name, link)
    for (const service of services) {
      const other = otherVersion(service)
      if (other !== null && other.peerId !== self) emit(other)
      const sighting = parseService(service, onLink)
      if (sighting === null || sighting.peerId === self) continue
      const source = service.referer
      const take = () => {
        directory.hear({ name: service.name, sighting, link, source })
        if (sighting.kind === 'node') byDirectory.hear(sighting, { link, onLink, source })
      }
      if (!liveness.doubts(sighting)) take()
      else void liveness.confirm(sighting).then((alive) => alive && links.has(link) && take())
    }
  }

  const open = (key: string, lan: LanInterface) => {
    const onLink = createOnLink(lan)
    const link: MdnsLink = openLink({
      lan,
      onLink,
      admit,
      heard: (heard) => hear(key, onLink, heard),
      asked: (service) => {
        const peerId = directory.peerOf(service)
        if (peerId !== undefined) liveness.hearMissed(peerId)
      },
      nodes: directory.nodes,
      around: sizing.around,
      udp,
      trouble: (text) => {
        if (links.get(key)?.link === link) trouble(key, text)
      },
    })
    links.set(key, { lan, link })
    link.advertise(services)
    return link.ready
  }

  /** Without a goodbye: the node is still there, by another way or soon again. */
  const abandon = (key: string, { link }: OpenLink) => {
    links.delete(key)
    directory.forgetLink(key)
    return link.close(false)
  }

  /** Brings links in line with interfaces. Settles when the new ones listen. */
  const checkInterfaces = async () => {
    const wanted = typeof interfaces === 'function' ? interfaces() : interfaces
    let chosen: LanInterface[]
    try {
      const table = interfaceTable()
      chosen = chooseInterfaces(wanted, table)
      addresses = ownAddresses(wanted, table)
    } catch (error) {
      // The system is short of something; what is open stays open until the next look.
      trouble('interfaces', unreadableInterfaces(error as Error))
      return
    }
    const present = new Map(chosen.map((lan) => [JSON.stringify(lan), lan] as const))
    for (const [key, open] of [...links]) {
      if (present.has(key) && !open.link.isBroken()) continue
      void abandon(key, open)
      if (!present.has(key)) trouble(key, '')
    }
    const keys = [...present.keys()].sort().join()
    if (looked !== null && looked !== keys) emit({ type: 'network-changed' })
    looked = keys
    if (links.size === 0) sizing.start()
    const opening = [...present].filter(([key]) => !links.has(key)).map(([key, lan]) => open(key, lan))
    trouble('interfaces', missing(wanted, chosen, addresses))
    await Promise.all(opening)
  }

  // By the wall clock: the other one stands still while the machine sleeps.
  let checked = Date.now()
  const tick = () => {
    const slept = Date.now() - checked > SLEPT_AFTER
    checked = Date.now()
    if (slept) emit({ type: 'network-changed' })
    void checkInterfaces()
    for (const { link } of links.values()) {
      if (slept || link.isTroubled()) link.ask()
    }
    directory.removeSilent(now() - SILENT_AFTER * crowd() ** 2)
    sizing.look()
    if (handover === 0 || now() < handover) return
    handover = 0
    sparing.settle()
  }

  const say = () => {
    const said = sparing.said()
    if (!said) return
    const news = advertised(said, sizing.size() === 'small' ? MAX_ADVERTISED_PROJECTS : 0)
    document = news.document
    const leaving = handover > 0 ? advertised(said, MAX_ADVERTISED_PROJECTS).services.slice(1) : []
    services = sizing.size() === 'listening' ? [] : [...news.services, ...leaving]
    for (const { link } of links.values()) link.advertise(services)
  }
  const sparing = createSparing(say, crowd)
  const sizing = createSizing({
    nodes: directory.nodes,
    changed: (before) => {
      handover = before === 'small' && sizing.size() === 'large' ? now() + HANDOVER : 0
      sparing.settle()
    },
    now,
    large: largeNetwork,
  })

  return {
    async start(to) {
      listener = to
      checked = Date.now()
      timer = setInterval(tick, INTERFACE_INTERVAL)
      liveness.start()
      await checkInterfaces()
    },

    advertise(advert) {
      self = advert.node.peerId
      directory.removePeer(self)
      sparing.take(advert, sizing.size() === 'large')
    },

    document: () => document,

    documents(digests) {
      const own = document && new Map([[directoryDigest(document), document]])
      return encodeDirectories(digests.flatMap((each) => own?.get(each) ?? byDirectory.held(each) ?? []))
    },

    refresh() {
      for (const { link } of links.values()) link.ask()
    },

    interfaces: () =>
      [...links.values()]
        .filter(({ link }) => !link.isBroken())
        .map(({ lan: { name, address } }) => ({ name, address })),

    addresses: () => addresses,

    async stop() {
      listener = null
      clearInterval(timer)
      liveness.stop()
      byDirectory.stop()
      sparing.stop()
      sizing.stop()
      const open = [...links.values()]
      links.clear()
      directory.clear()
      await Promise.all(open.map(({ link }) => link.close(true)))
    },
  }
}

function missing(wanted: WantedInterfaces, present: readonly LanInterface[], own: readonly string[]): string {
  if (wanted !== 'auto') {
    if (present.length > 0) return ''
    return own.length > 0 ? ONLY_IPV6 : noSuchInterface(wanted)
  }
  if (present.some(({ address }) => address !== '127.0.0.1')) return ''
  return own.some(isIPv6) ? ONLY_IPV6 : NO_NETWORK
}

const noDirectories: FetchDirectory = () => Promise.reject(new Error('nobody fetches directories here'))
