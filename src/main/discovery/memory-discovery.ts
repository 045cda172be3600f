/** Discovery without a network, for tests and simulations: the same codec, directory and events, no sockets. */
import { advertised, serviceName, type AdvertisedService } from './advertised-services.ts'
import { encodeDirectories } from './directory-document.ts'
import { createDirectory } from './directory.ts'
import { MAX_DIRECTORY_PROJECTS } from './limits.ts'
import { createOnLink } from './on-link.ts'
import { parseService } from './parse-service.ts'
import type { Discovery, DiscoveryEvent } from './types.ts'

export interface MemoryNetwork {
  /** One more node on this network. */
  discovery(): Discovery
}

/** What a member hears when another one changed what it advertises. */
interface Member {
  hear(services: readonly AdvertisedService[], gone: readonly string[]): void
  services(): readonly AdvertisedService[]
}

const LINK = 'memory'
const ADDRESS = '127.0.0.1'
const onLink = createOnLink({ networks: [[ADDRESS, 8]] })

/** A network of its own. Nodes are at 127.0.0.1; what one says, the others hear in a later turn. */
export function createMemoryNetworkDiscovery(): MemoryNetwork {
  const members = new Set<Member>()
  return { discovery: () => createMember(members) }
}

function createMember(members: Set<Member>): Discovery {
  let services: readonly AdvertisedService[] = []
  let self = ''
  let listener: ((event: DiscoveryEvent) => void) | null = null
  const directory = createDirectory(
    (event) => listener?.(event),
    () => performance.now(),
  )

  const member: Member = {
    services: () => services,
    hear: (heard, gone) =>
      void setImmediate(() => {
        if (listener === null) return
        for (const instance of gone) directory.goodbye(serviceName(instance), LINK)
        for (const { instance, port, txt } of heard) {
          const name = serviceName(instance)
          const sighting = parseService({ name, port, txt, addresses: [ADDRESS], referer: ADDRESS }, onLink)
          if (sighting === null || sighting.peerId === self) continue
          directory.hear({ name, sighting, link: LINK, source: ADDRESS })
        }
      }),
  }

  const tellOthers = (gone: readonly string[]) => {
    for (const other of members) if (other !== member) other.hear(services, gone)
  }
  const ask = () => {
    for (const other of members) if (other !== member) member.hear(other.services(), [])
  }

  return {
    async start(to) {
      listener = to
      members.add(member)
      tellOthers([])
      ask()
    },

    advertise(advert) {
      self = advert.node.peerId
      directory.removePeer(self)
      const before = services
      services = advertised(advert, MAX_DIRECTORY_PROJECTS).services
      const names = new Set(services.map(({ instance }) => instance))
      if (!members.has(member)) return
      tellOthers(before.map(({ instance }) => instance).filter((instance) => !names.has(instance)))
    },

    document: () => null,
    documents: () => encodeDirectories([]),
    refresh: () => listener && ask(),
    interfaces: () => (listener === null ? [] : [{ name: LINK, address: ADDRESS }]),
    addresses: () => (listener === null ? [] : [ADDRESS]),

    async stop() {
      listener = null
      members.delete(member)
      directory.clear()
      const gone = services.map(({ instance }) => instance)
      services = []
      tellOthers(gone)
    },
  }
}
