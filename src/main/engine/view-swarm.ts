import type { Hex } from '../../shared/model.ts'
import { shownPerSecond } from './rate.ts'
import type { EngineState, LinkState, ReelState } from './state.ts'
import type { SwarmView } from './types.ts'

/** What a block's byte says beside its copies: not here, and not here but under way. */
export const BLOCK_MISSING = 0
export const BLOCK_ARRIVING = 255
const MOST_COPIES = 254

/**
 * The swarm of some repositories, to be looked at: every block of some reels, and every peer that takes part.
 * @param now milliseconds; rates are bytes per second
 */
export function viewSwarm(
  state: EngineState,
  repos: readonly Hex[],
  reels: readonly Hex[],
  now: number,
): SwarmView {
  const open = reels.flatMap((id) => state.reels.get(id) ?? [])
  const taking = [...state.links.values()].filter(({ theirs }) => repos.some((repo) => theirs.has(repo)))
  return {
    blocks: new Map(open.map((reel) => [reel.info.id, copiesOf(reel)])),
    peers: taking.map((link) => ({
      link: link.id,
      peerId: link.peerId,
      name: link.hello?.name ?? '',
      address: link.address,
      port: link.hello?.port ?? 0,
      since: link.since,
      repos: [...link.theirs].filter((repo) => state.repos.has(repo)).length,
      ...shareOf(link, open),
      weInterested: link.weInterested,
      theyChoke: link.theyChoke,
      theyInterested: link.theyInterested,
      weChoke: link.weChoke,
      rateDown: shownPerSecond(link.down, now),
      rateUp: shownPerSecond(link.up, now),
    })),
  }
}

/** Blocks that are here count as one copy, and each connected peer that has one as another. */
function copiesOf(reel: ReelState): Uint8Array {
  return reel.have.map((have, index) => {
    if (have === 1) return Math.min(1 + reel.availability[index]!, MOST_COPIES)
    return reel.pending.has(index) || reel.storing.has(index) ? BLOCK_ARRIVING : BLOCK_MISSING
  })
}

/** Of the reels that it has anything of; a peer of a related repository may want no more. */
function shareOf(link: LinkState, reels: readonly ReelState[]): { have: number; of: number } {
  let have = 0
  let of = 0
  for (const reel of reels) {
    const count = link.has.get(reel.info.id)?.count ?? 0
    if (count === 0) continue
    have += count
    of += reel.have.length
  }
  return { have, of }
}
