/** Blocks that this node keeps no longer: peers are told so, and ask others. */
import type { Hex } from '../../shared/model.ts'
import { closeReel } from './reels.ts'
import { say } from './say.ts'
import { mayShow, type EngineState, type Step } from './state.ts'

/** Closes a reel whose blocks are about to be deleted. A bitfield takes the place of what was told before: an empty one takes all back. */
export function evictReel(step: Step, id: Hex): void {
  const { state } = step
  const reel = state.reels.get(id)
  if (!reel) return
  const bits = new Uint8Array(Math.ceil(reel.have.length / 8))
  for (const link of state.links.values()) {
    if (mayShow(state, link, id)) say(step, link, { type: 'bitfield', reel: id, bits })
    for (const block of link.queue)
      if (block.reel === id) say(step, link, { type: 'reject', reel: id, index: block.index })
  }
  closeReel(step, id)
}

/** Peer IDs of the connected who have every block of a reel, by what they say. */
export function holdersOf(state: EngineState, id: Hex): Hex[] {
  const reel = state.reels.get(id)
  if (!reel) return []
  return [...state.links.values()]
    .filter((link) => link.has.get(id)?.count === reel.have.length)
    .map(({ peerId }) => peerId)
}
