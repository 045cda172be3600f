/**
 * Reels that a publisher's list names no longer: spliced away, or replaced with a new base. They are served for another day,
 * so that who was there can complete what he began. What was purged is not among them.
 */
import type { Hex } from '../../../shared/model.ts'
import type { ReelInfo } from '../../gtp/types.ts'

export interface Retired extends Pick<ReelInfo, 'id' | 'bytes' | 'blockSize'> {
  /** When it was listed last; as AgeClock tells. */
  readonly since: number
}

/** Milliseconds. */
export const RETIRED_FOR = 24 * 3600 * 1000
/** Of one list; the newest stay. */
export const MAX_RETIRED = 128
/** Bytes of one list's: room for the history of a large project, which a new base replaces. */
export const MAX_RETIRED_BYTES = 512 * 1024 * 1024

/** IDs of those that are to be dropped now: their time is over, or newer ones take their room. */
export function reelsToDrop(retired: readonly Retired[], now: number): ReadonlySet<Hex> {
  const dropped = new Set<Hex>()
  let count = 0
  let bytes = 0
  for (const reel of [...retired].sort((a, b) => b.since - a.since)) {
    // A time that lies ahead is of a clock that was put back: it must not make a reel stay for ever.
    const fresh = Math.abs(now - reel.since) < RETIRED_FOR
    if (!fresh || count >= MAX_RETIRED || bytes + reel.bytes > MAX_RETIRED_BYTES) {
      dropped.add(reel.id)
      continue
    }
    count++
    bytes += reel.bytes
  }
  return dropped
}

/** What is retired when a list takes the place of another; the newest last. */
export function retire(
  retired: readonly Retired[],
  before: readonly ReelInfo[],
  listed: readonly ReelInfo[],
  now: number,
): Retired[] {
  const gone = before.map(({ id, bytes, blockSize }) => ({ id, bytes, blockSize, since: now }))
  const again = new Set(listed.map(({ id }) => id))
  const known = new Map([...retired, ...gone].map((reel) => [reel.id, reel]))
  const unlisted = [...known.values()].filter(({ id }) => !again.has(id))
  const dropped = reelsToDrop(unlisted, now)
  return unlisted.filter(({ id }) => !dropped.has(id))
}

/** As the engine and the store know it; its points mattered only while it was listed. */
export const retiredReel = ({ id, bytes, blockSize }: Retired): ReelInfo => ({
  ...{ id, bytes, blockSize },
  kind: 'append',
  needs: [],
  gives: [],
})
