/** Who of a project's swarm is seen on this network, and where their nodes' own trackers are. */
import type { Hex } from '../../../shared/model.ts'
import { normalizeIp, scopeOf } from '../../gtp/ip-scope.ts'
import type { HostContext } from '../context.ts'
import { trackerAt } from './announce-urls.ts'

/** Places of nodes that are remembered: a tracker doesn't become an outside one when its node goes. */
const MAX_PLACES = 4_096

export interface Neighbours {
  /** Peer IDs of those who advertise it on this network, or are connected from an address near by. */
  of(repo: Hex): ReadonlySet<Hex>
  /** Whether a tracker is the one in somebody's node that was met. */
  isNodes(url: string): boolean
}

export function createNeighbours(context: HostContext): Neighbours {
  const places = new Set<string>()
  const note = (url: string) => {
    if (places.has(url)) return
    if (places.size >= MAX_PLACES) places.delete(places.values().next().value!)
    places.add(url)
  }
  return {
    of(repo) {
      const seen = new Set<Hex>(context.nearby.get(repo)?.holders.keys() ?? [])
      for (const { peerId, repos, address, port } of context.swarm.view().links) {
        if (!repos.includes(repo)) continue
        if (port !== 0) note(trackerAt({ address, port }))
        if (isNear(address)) seen.add(peerId)
      }
      for (const place of context.nearby.addressesOf(repo)) note(trackerAt(place))
      seen.delete(context.identity.peerId)
      return seen
    },
    isNodes: (url) => places.has(url),
  }
}

const isNear = (address: string) => {
  const literal = normalizeIp(address)
  return literal !== null && scopeOf(literal) !== 'public'
}
