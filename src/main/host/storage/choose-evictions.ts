/** Which reels make room: pure, so that all of it can be tested. */
import type { Hex } from '../../../shared/model.ts'
import { CHOSEN, isChosen } from '../is-chosen.ts'

/** A whole reel of the store. */
export interface KeptReel {
  readonly id: Hex
  readonly bytes: number
  /** A clone's pack is the same file: to delete it makes no room. */
  readonly shared: boolean
  /** Repo hashes of the bare repositories of this node that have the file under another name: those let go of it, too. */
  readonly linkedFrom: readonly Hex[]
  /** Why it stays whatever is asked: it is published by this node, or work with it is under way. */
  readonly stays: 'own' | 'busy' | null
  /** Peer IDs of the connected who say that they have all of it. */
  readonly holders: readonly Hex[]
}

/** What the store takes beyond the clones, in bytes. */
export const bytesBeside = (reels: readonly Pick<KeptReel, 'bytes' | 'shared'>[]): number =>
  reels.reduce((sum, { bytes, shared }) => sum + (shared ? 0 : bytes), 0)

/**
 * What goes without asking when the store has more than its quota: what most others have goes first, the largest of it
 * before the smaller. Of those who have the same, a couple never let go, chosen alike by all, so that a reel does not
 * vanish because everybody relied on the others.
 */
export function chooseEvictions(self: Hex, reels: readonly KeptReel[], quota: number): readonly KeptReel[] {
  let over = bytesBeside(reels) - quota
  const spare = reels
    .filter((reel) => !reel.shared && reel.stays === null && isSpare(self, reel))
    .sort((a, b) => b.holders.length - a.holders.length || b.bytes - a.bytes)
  const chosen: KeptReel[] = []
  for (const reel of spare) {
    if (over <= 0) break
    chosen.push(reel)
    over -= reel.bytes
  }
  return chosen
}

const isSpare = (self: Hex, { id, holders }: KeptReel): boolean =>
  holders.length >= CHOSEN && !isChosen(self, holders, id)
