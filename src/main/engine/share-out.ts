/**
 * Who asks a seeder for which block. All who fetch a reel know the same others, so that each can tell by itself whose a
 * block is: without that, two of three requests near the end are for what somebody else is just getting.
 * Rendezvous hashing (Thaler and Ravishankar, 1998): when somebody comes or goes, only his blocks change hands.
 */
import type { Hex } from '../../shared/model.ts'
import type { EngineState, ReelState } from './state.ts'

/** @returns whether a block is this node's, among those who still fetch the reel */
export function shareOf(state: EngineState, reel: ReelState): (index: number) => boolean {
  const own = saltOf(state.options.peerId)
  const others: number[] = []
  for (const { peerId, has } of state.links.values()) {
    const count = has.get(reel.info.id)?.count
    if (count !== undefined && count < reel.have.length) others.push(saltOf(peerId))
  }
  return (index) => {
    const mine = weigh(own, index)
    return others.every((other) => weigh(other, index) <= mine)
  }
}

/** Peer IDs are hashes: any part of one will do. */
const saltOf = (peerId: Hex) => parseInt(peerId.slice(0, 8), 16)

/** Mixes 32 bits well enough that neighbours have nothing in common (the finalizer of MurmurHash3). */
function weigh(salt: number, index: number): number {
  let hash = salt ^ Math.imul(index + 1, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
