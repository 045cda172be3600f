/**
 * A seeder's care for its upload: a block that is on its way to one peer is not given to a second one meanwhile, but
 * rejected, so that he asks for another block. Once the first has confirmed it by `have`, he can fetch it there.
 */
import type { Hex } from '../../shared/model.ts'
import { MAX_GIVEN, MAX_HOLD, MIN_HOLD } from './limits.ts'
import {
  blockKey,
  isComplete,
  type BlockKey,
  type EngineState,
  type LinkState,
  type ReelState,
  type Step,
} from './state.ts'

/**
 * Whether somebody else is getting the block, in the time that such a thing usually takes. A reel of one block is given to
 * all at once: there is no other block to ask for meanwhile, and it is somebody's commit, which everybody waits for.
 */
export function isUnderway({ state, now }: Step, link: LinkState, reel: ReelState, index: number): boolean {
  if (reel.have.length === 1) return false
  const given = reel.given.get(index)
  if (!given || given.link === link.id || !state.links.has(given.link) || !isComplete(reel)) return false
  return now - given.at < Math.max(MIN_HOLD, Math.min(MAX_HOLD, 3 * state.confirmTime))
}

/** A peer gets a block. Who confirms nothing keeps only a few blocks from the others. */
export function noteGiven(step: Step, link: LinkState, reel: ReelState, index: number): void {
  const block = { reel: reel.info.id, index }
  forgetGiven(step.state, link, block)
  const [oldest] = link.given.values()
  if (oldest && link.given.size >= MAX_GIVEN) forgetGiven(step.state, link, oldest)
  link.given.set(blockKey(block), block)
  reel.given.set(index, { link: link.id, at: step.now })
}

/** The peer has it; the others hear of that a little later than we do, behind blocks that it sends them. */
export function noteConfirmed({ state, now }: Step, link: LinkState, reel: ReelState, index: number): void {
  if (!link.given.delete(blockKey({ reel: reel.info.id, index }))) return
  const given = reel.given.get(index)
  if (given?.link !== link.id) return
  state.confirmTime += (now - given.at - state.confirmTime) / 8
  reel.given.set(index, { link: link.id, at: now })
}

/** The peer won't get it, or is gone. */
export function forgetGiven(state: EngineState, link: LinkState, block: BlockKey): void {
  if (!link.given.delete(blockKey(block))) return
  const given = state.reels.get(block.reel)?.given
  if (given?.get(block.index)?.link === link.id) given?.delete(block.index)
}

export function forgetAllGiven(state: EngineState, link: LinkState, reel?: Hex): void {
  for (const block of [...link.given.values()])
    if (reel === undefined || block.reel === reel) forgetGiven(state, link, block)
}
