/** Our requests under way: kept both by link and by block, always together. */
import { blockKey, type BlockKey, type EngineState, type LinkState } from './state.ts'

export function noteAsked(state: EngineState, link: LinkState, block: BlockKey, now: number): void {
  link.asked.set(blockKey(block), { ...block, at: now })
  const pending = state.reels.get(block.reel)?.pending
  const links = pending?.get(block.index)
  if (links) links.add(link.id)
  else pending?.set(block.index, new Set([link.id]))
}

/** Takes one request back; false where it was not under way. */
export function releaseOne(state: EngineState, link: LinkState, block: BlockKey): boolean {
  if (!link.asked.delete(blockKey(block))) return false
  const pending = state.reels.get(block.reel)?.pending
  const links = pending?.get(block.index)
  links?.delete(link.id)
  if (links?.size === 0) pending?.delete(block.index)
  return true
}

/** Takes back all that a link was asked for: it choked us, is slow, or is gone. */
export function releaseAsked(state: EngineState, link: LinkState): void {
  for (const block of [...link.asked.values()]) releaseOne(state, link, block)
}
