/** Blocks that are late: in the endgame, and where a reader waits for one, they are asked of a second peer. */
import { hasBit, type Bitmap } from './bitmap.ts'
import { ENDGAME_BLOCKS, MAX_PATIENCE, MIN_PATIENCE } from './limits.ts'
import { perSecond } from './rate.ts'
import { blockKey, type LinkState, type ReelState, type Step, type Wish } from './state.ts'

export function lateBlocks(
  step: Step,
  link: LinkState,
  { reel, stream }: Wish,
  has: Bitmap,
  room: number,
): number[] {
  const ends = reel.open.count === 0 && reel.pending.size <= ENDGAME_BLOCKS
  const candidates = ends
    ? [...reel.pending.keys()]
    : [...ofUnproved(step, reel), ...(stream ? [reel.prefix] : [])]
  return candidates.filter((index) => hasBit(has, index) && isLate(step, reel, index, link)).slice(0, room)
}

/** It has sent a block. */
const isProved = ({ lastBlock, since }: LinkState) => lastBlock > since

/** When nothing else is left to ask for: what was asked of those who have not sent a block yet. Perhaps they have none. */
function ofUnproved({ state }: Step, reel: ReelState): number[] {
  if (reel.open.count > 0) return []
  return [...reel.pending].flatMap(([index, [id]]) => {
    const link = state.links.get(id ?? -1)
    return link && !isProved(link) ? [index] : []
  })
}

function isLate({ state, now }: Step, reel: ReelState, index: number, than: LinkState): boolean {
  const [only, second] = reel.pending.get(index) ?? []
  const other = only === undefined || only === than.id ? undefined : state.links.get(only)
  if (!other || second !== undefined) return false
  const asked = other.asked.get(blockKey({ reel: reel.info.id, index }))
  const takes = (1_000 * (than.asked.size + 1) * reel.info.blockSize) / perSecond(than.down, now)
  const patience = Math.max(MIN_PATIENCE, Math.min(MAX_PATIENCE, 2 * takes))
  return asked !== undefined && now - asked.at > patience
}
