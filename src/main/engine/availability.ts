/** How many peers have each block of our reels: kept up to date, never counted anew for a choice. */
import { commonBits, highestBit, type Bitmap } from './bitmap.ts'
import type { EngineState, LinkState, ReelState } from './state.ts'

/** Adds (1) or takes away (-1) all that a link has of a reel. */
export function countAll(reel: ReelState, link: LinkState, by: 1 | -1): void {
  const has = link.has.get(reel.info.id)
  if (!has || has.count === 0) return
  for (const index of commonBits(has, has)) reel.availability[index]! += by
  reel.holders += by
  if (has.count === reel.have.length) reel.seeders += by
}

/** A link has one block more, set in its bitmap already. */
export function countOne(reel: ReelState, has: Bitmap, index: number): void {
  reel.availability[index]!++
  if (has.count === 1) reel.holders++
  if (has.count === reel.have.length) reel.seeders++
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
