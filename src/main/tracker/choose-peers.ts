import type { PeerAddress } from '../gtp/types.ts'
import { carriesTo, scopeOf } from './ip-scope.ts'
import { MAX_LOOKS, MAX_PEERS } from './limits.ts'
import { draw } from './pools.ts'
import type { TrackedRepo } from './state.ts'
import type { AnnounceRequest } from './types.ts'

/**
 * At most as many peers as are asked for, and at most MAX_PEERS: drawn from those with data, then from the others,
 * and in random order. Never the asker, nor addresses that mean nothing where it is.
 */
export function choosePeers(
  repo: TrackedRepo,
  { peerId, source, peers }: AnnounceRequest,
  random: () => number,
): PeerAddress[] {
  const wanted = Math.min(peers, MAX_PEERS)
  const asker = scopeOf(source)
  const chosen: PeerAddress[] = []
  let looks = MAX_LOOKS
  for (const pool of [repo.withData, repo.without]) {
    if (chosen.length >= wanted) break
    for (const entry of draw(pool, random)) {
      if (entry.peerId !== peerId && carriesTo(entry.scope, asker)) {
        chosen.push({ peerId: entry.peerId, address: entry.address, port: entry.port })
      }
      if (chosen.length >= wanted || --looks <= 0) break
    }
  }
  return shuffle(chosen, random)
}

/** In place. */
export function shuffle<T>(items: T[], random: () => number): T[] {
  for (let left = items.length; left > 1; left--) {
    const from = Math.floor(random() * left)
    ;[items[left - 1], items[from]] = [items[from]!, items[left - 1]!]
  }
  return items
}
