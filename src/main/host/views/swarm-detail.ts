/** A project's swarm as it is this moment, with those of the heads that it follows. */
import type { Hex, Person } from '../../../shared/model.ts'
import type { SwarmDetail, SwarmPeer } from '../../../shared/swarm-model.ts'
import type { SwarmView } from '../../engine/types.ts'
import { hostAndPort } from '../../net/address.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { ownHeadsOf } from '../heads/publish-heads.ts'
import { relatedOf } from '../family/members.ts'
import { distributedCopies } from './block-cells.ts'
import { listReels } from './swarm-reels.ts'
import { trackersOf } from './swarm-trackers.ts'

/** @param now Unix milliseconds */
export function swarmDetail(context: HostContext, home: ProjectEntry, now: number): SwarmDetail {
  const own = ownHeadsOf(context, home)
  const entries = [...new Set([home, ...(own ? [own] : []), ...relatedOf(context, home)])]
  const { listed, leftOut } = listReels(context, home, entries)
  const repos = entries.map(({ record }) => record.repoHash)
  const seen = context.swarm.look(
    repos,
    listed.map(({ reel }) => reel.id),
  )
  return {
    since: home.record.since,
    copies: distributedCopies([...seen.blocks.values()]),
    reels: listed.flatMap(({ describe, reel }) => {
      const blocks = seen.blocks.get(reel.id)
      return blocks ? [describe(blocks)] : []
    }),
    reelsLeftOut: leftOut,
    peers: seen.peers.map((peer) => peerOf(context, peer, now - seen.now)),
    trackers: trackersOf(context, home, seen.peers, now),
  }
}

/** @param epoch Unix milliseconds at which the engine's clock began */
function peerOf(context: HostContext, peer: SwarmView['peers'][number], epoch: number): SwarmPeer {
  const { link: _, port, address, have, of, since, ...rest } = peer
  return {
    ...rest,
    name: nameOf(context, peer.peerId, peer.name),
    address: port === 0 ? address : hostAndPort(address, port),
    since: Math.round(epoch + since),
    have: of === 0 ? null : have / of,
    rateDown: Math.round(peer.rateDown),
    rateUp: Math.round(peer.rateUp),
  }
}

const nameOf = ({ nearby }: HostContext, peerId: Hex, fallback: Person['name']): string =>
  nearby.person(peerId)?.name ?? (fallback || peerId.slice(0, 8))
