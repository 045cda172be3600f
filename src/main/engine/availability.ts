/** How many peers have each block of our reels: kept up to date, never counted anew for a choice. */
import { hasBit, highestBit } from './bitmap.ts'
import type { EngineState, LinkState, ReelState } from './state.ts'

/** Adds (1) or takes away (-1) all that a link has of a reel. */
export function countAll(reel: ReelState, link: LinkState, by: 1 | -1): void {
  const has = link.has.get(reel.info.id)
  if (!has) return
  for (let index = 0; index < reel.have.length; index++)
    if (hasBit(has, index)) reel.availability[index]! += by
}

export function forgetAvailability(state: EngineState, link: LinkState): void {
  for (const id of link.has.keys()) {
    const reel = state.reels.get(id)
    if (reel) countAll(reel, link, -1)
  }
}

/** Whether a peer tells of blocks that the reel doesn't have. */
export function exceeds(reel: ReelState, link: LinkState): boolean {
  const has = link.has.get(reel.info.id)
  return has !== undefined && highestBit(has) >= reel.have.length
}
