/** Our requests under way: kept both by link and by block, always together. */
import { clearBit, setBit } from './bitmap.ts'
import { blockLength } from '../gtp/reel.ts'
import { blockKey, type BlockKey, type EngineState, type LinkState, type ReelState } from './state.ts'
import { spend } from './token-bucket.ts'

export function noteAsked(state: EngineState, link: LinkState, block: BlockKey, now: number): void {
  const reel = state.reels.get(block.reel)
  if (!reel) return
  const bytes = blockLength(reel.info, block.index)
  link.asked.set(blockKey(block), { ...block, at: now, bytes })
  state.askedBytes += bytes
  clearBit(reel.open, block.index)
  const links = reel.pending.get(block.index)
  if (links) links.add(link.id)
  else reel.pending.set(block.index, new Set([link.id]))
  for (const bucket of bucketsOf(state, reel)) spend(bucket, bytes)
}

/** A request is answered with a block; false where it was not under way. */
export function noteAnswered(state: EngineState, link: LinkState, block: BlockKey): boolean {
  const asked = link.asked.get(blockKey(block))
  if (!asked) return false
  link.asked.delete(blockKey(block))
  state.askedBytes -= asked.bytes
  const reel = state.reels.get(block.reel)
  const links = reel?.pending.get(block.index)
  if (!reel || !links) return true
  links.delete(link.id)
  if (links.size > 0) return true
  reel.pending.delete(block.index)
  if (reel.have[block.index] === 0 && !reel.storing.has(block.index)) setBit(reel.open, block.index)
  return true
}

/** A request will not be answered: what it was to cost is given back. False where it was not under way. */
export function releaseOne(state: EngineState, link: LinkState, block: BlockKey): boolean {
  if (!noteAnswered(state, link, block)) return false
  const reel = state.reels.get(block.reel)
  if (!reel) return true
  for (const bucket of bucketsOf(state, reel)) spend(bucket, -blockLength(reel.info, block.index))
  return true
}

/** Takes back all that a link was asked for: it choked us, or is gone. What it has sent already may still come. */
export function releaseAsked(state: EngineState, link: LinkState): void {
  for (const block of [...link.asked.values()]) if (releaseOne(state, link, block)) link.excused++
}

/** What a request is paid from. */
const bucketsOf = ({ downLimit }: EngineState, { pace }: ReelState) =>
  [downLimit, pace].filter((bucket) => bucket !== null)
