import { carriesTo, scopeOf } from '../gtp/ip-scope.ts'
import { MAX_LOOKS, MAX_PEERS } from './limits.ts'
import { drawAt } from './pools.ts'
import type { TrackedRepo } from './state.ts'
import type { AnnounceRequest, AnsweredPeer } from './types.ts'

/**
 * At most as many peers as are asked for, and at most MAX_PEERS: drawn from those with data, then from the others,
 * and in random order. Never the asker, nor addresses that mean nothing where it is.
 */
export function choosePeers(
  repo: TrackedRepo,
  { peerId, source, peers }: AnnounceRequest,
  random: () => number,
): AnsweredPeer[] {
  const wanted = Math.min(peers, MAX_PEERS)
  const asker = scopeOf(source)
  const chosen: AnsweredPeer[] = []
  let looks = MAX_LOOKS
  let pools = 0
  for (const pool of [repo.withData, repo.without]) {
    if (chosen.length >= wanted) break
    const before = chosen.length
    for (let at = 0; at < pool.length && chosen.length < wanted && looks > 0; at++, looks--) {
      const entry = drawAt(pool, at, random)
      if (entry.peerId !== peerId && carriesTo(entry.scope, asker)) chosen.push(entry.listed)
    }
    if (chosen.length > before) pools++
  }
  // What was drawn from one list is in random order already.
  return pools > 1 ? shuffle(chosen, random) : chosen
}

/** In place. */
export function shuffle<T>(items: T[], random: () => number): T[] {
  for (let left = items.length; left > 1; left--) {
    const from = Math.floor(random() * left)
    ;[items[left - 1], items[from]] = [items[from]!, items[left - 1]!]
  }
  return items
}
