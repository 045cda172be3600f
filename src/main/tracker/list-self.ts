import type { Hex } from '../../shared/model.ts'
import { shuffle } from './choose-peers.ts'
import { carriesTo, normalizeIp, scopeOf } from '../gtp/ip-scope.ts'
import { MAX_PEERS } from './limits.ts'
import type { AnnounceRequest, PeersAnswer } from './types.ts'

/** The node that a tracker runs in, as a peer of one repository. */
export interface SelfPeer {
  readonly peerId: Hex
  readonly port: number
  /** Whether it has all of it. */
  readonly complete: boolean
}

/**
 * Counts the tracker's own node in an answer, and lists it with the address that it was asked at: the one that is sure
 * to lead from the asker to here. Nobody else can be listed under its peer ID.
 * @param local IP literal; may have a zone or IPv6's mapping
 * @param random 0 up to but not including 1
 */
export function listSelf(
  answer: PeersAnswer,
  request: AnnounceRequest,
  { peerId, port, complete }: SelfPeer,
  local: string,
  random: () => number,
): PeersAnswer {
  const whole = complete ? 1 : 0
  const counted = { ...answer, complete: answer.complete + whole, incomplete: answer.incomplete + 1 - whole }
  const address = normalizeIp(local)
  const wanted = Math.min(request.peers, MAX_PEERS)
  const unlisted = request.event === 'stopped' || request.peerId === peerId || wanted === 0
  const others = answer.peers.filter((peer) => peer.peerId !== peerId)
  if (unlisted || address === null || !carriesTo(scopeOf(address), scopeOf(request.source))) {
    return { ...counted, peers: others }
  }
  const peers = [...others.slice(0, wanted - 1), { peerId, address, port }]
  return { ...counted, peers: shuffle(peers, random) }
}
