/** Which reels to fetch: the cheapest path from what is held to the newest references (GTP/0.2 section 6). */
import type { Hex } from '../../shared/model.ts'
import { cheapestCover, type CoverItem } from './cheapest-cover.ts'
import { GtpError, type References, type ReelInfo, type ReelPoint } from './types.ts'

/**
 * The set of reels with the fewest bytes that, with what is held, connects every ref.
 * In an order in which each finds what it needs: among those that could come next, the tip first, then appended ones
 * as they are listed, then history.
 * @param holds whether a point is held and connected; a commit with its history is asked for as one without as well
 * Throws GtpError 'references' if no set does.
 */
export function planReels(
  references: Pick<References, 'refs' | 'reels'>,
  holds: (point: ReelPoint) => boolean,
): ReelInfo[] {
  const points = new PointIndex(references.reels, holds)
  const items = references.reels.map((reel): CoverItem => ({
    cost: reel.bytes,
    needs: points.goals(reel.needs),
    mask: points.maskOf(reel),
  }))
  const targets = points.goals(references.refs.map(({ oid }) => ({ oid, shallow: false })))
  const chosen = cheapestCover(items, targets)
  if (chosen === null) {
    throw new GtpError('references', 'the listed reels do not lead to all of the refs from what is here')
  }
  return inOrder(references.reels, items, chosen)
}

/** Turns points into goals: for each, the bit mask of the reels that give it. */
class PointIndex {
  private readonly full = new Map<Hex, bigint>()
  private readonly any = new Map<Hex, bigint>()
  private readonly bits: ReadonlyMap<ReelInfo, bigint>

  constructor(
    reels: readonly ReelInfo[],
    private readonly holds: (point: ReelPoint) => boolean,
  ) {
    this.bits = new Map(reels.map((reel, at) => [reel, 1n << BigInt(at)]))
    for (const reel of reels) {
      for (const { oid, shallow } of reel.gives) {
        // A commit with all of its history is also one with its tree alone.
        for (const index of shallow ? [this.any] : [this.any, this.full]) {
          index.set(oid, (index.get(oid) ?? 0n) | this.maskOf(reel))
        }
      }
    }
  }

  maskOf(reel: ReelInfo): bigint {
    return this.bits.get(reel) ?? 0n
  }

  /** Without those that are held, and each mask once. */
  goals(points: readonly ReelPoint[]): readonly bigint[] {
    const open = points.filter(
      ({ oid, shallow }) =>
        !this.holds({ oid, shallow: false }) && !(shallow && this.holds({ oid, shallow: true })),
    )
    return [...new Set(open.map(({ oid, shallow }) => (shallow ? this.any : this.full).get(oid) ?? 0n))]
  }
}

const RANK: Readonly<Record<ReelInfo['kind'], number>> = { tip: 0, append: 1, history: 2 }

function inOrder(reels: readonly ReelInfo[], items: readonly CoverItem[], chosen: bigint): ReelInfo[] {
  const waiting = reels
    .flatMap((reel, at) => {
      const item = items[at]
      return item && (item.mask & chosen) !== 0n ? [{ reel, item }] : []
    })
    .sort((a, b) => RANK[a.reel.kind] - RANK[b.reel.kind])
  const ordered: ReelInfo[] = []
  let reached = 0n
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ item }) => item.needs.every((need) => (need & reached) !== 0n))
    const [found] = next < 0 ? [] : waiting.splice(next, 1)
    if (!found) throw new GtpError('references', 'the reels need one another')
    reached |= found.item.mask
    ordered.push(found.reel)
  }
  return ordered
}
