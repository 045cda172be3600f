/** How much of the disk packs may take that were made for peers: who holds most gives way to others. */
import type { ReelInfo } from '../gtp/types.ts'
import { MAX_OFFERED_BYTES, MIN_OFFER } from './limits.ts'
import type { AddressGroup } from './standing.ts'
import type { EngineState, LinkState } from './state.ts'
import type { LinkId } from './types.ts'

const weightOf = (bytes: number): number => Math.max(bytes, MIN_OFFER)

/**
 * Whose pack has to go so that one more may be offered: the oldest of the address that holds most, which may be the asker's
 * own. @returns null where there is room
 */
export function whoYields(state: EngineState, asker: LinkState, reel: ReelInfo): LinkId | null {
  const held = new Map<AddressGroup, { weight: number; oldest: LinkId }>()
  const counted = new Set([reel.id])
  let total = weightOf(reel.bytes)
  // The same bytes lie there once, for however many they were made. Those made first come first.
  for (const [id, offer] of state.offers) {
    const link = state.links.get(id)
    if (!link) continue
    if (counted.has(offer.reel)) {
      if (offer.reel === reel.id) return null
      continue
    }
    counted.add(offer.reel)
    const weight = weightOf(state.reels.get(offer.reel)?.info.bytes ?? 0)
    const group = held.get(link.group) ?? { weight: 0, oldest: id }
    held.set(link.group, { ...group, weight: group.weight + weight })
    total += weight
  }
  if (total <= MAX_OFFERED_BYTES) return null
  const own = (held.get(asker.group)?.weight ?? 0) + weightOf(reel.bytes)
  const [most] = [...held.values()].sort((a, b) => b.weight - a.weight)
  return most && most.weight > own ? most.oldest : asker.id
}
