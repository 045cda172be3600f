/** Reels that this node has or fetches, and what peers tell of them. */
import type { Hex } from '../../shared/model.ts'
import { blockCount, blockLength } from '../gtp/reel.ts'
import type { Message } from '../gtp/types.ts'
import { countAll, exceeds } from './availability.ts'
import { createBitmap, packBits, setBit } from './bitmap.ts'
import { askHashes } from './hashes.ts'
import { isWanted, updateInterest } from './interest.ts'
import { MAX_TOLD_REELS } from './limits.ts'
import { requestBlocks } from './request.ts'
import { blame, say } from './say.ts'
import { createReel, mayShow, type LinkState, type Step } from './state.ts'
import type { Input } from './types.ts'

/** Opening a reel again is no change: what is under way goes on. */
export function openReel(
  step: Step,
  { reel: info, hashes, have }: Extract<Input, { type: 'open-reel' }>,
): void {
  const { state, now } = step
  const known = state.reels.get(info.id)
  if (known) {
    known.hashes ??= hashes
    return
  }
  const reel = createReel(info, blockCount(info), hashes, now)
  if (have === 'all') reel.have.fill(1)
  else if (have !== 'none') reel.have.set(have.subarray(0, reel.have.length))
  reel.haveCount = reel.have.reduce((sum, one) => sum + one, 0)
  state.reels.set(info.id, reel)
  for (const link of [...state.links.values()]) {
    if (exceeds(reel, link)) blame(step, link, 'bad-message', 'it tells of blocks beyond the end of a reel')
    else countAll(reel, link, 1)
  }
  for (const link of state.links.values()) showReel(step, link, info.id)
}

export function closeReel(step: Step, id: Hex): void {
  const { state } = step
  const reel = state.reels.get(id)
  if (!reel) return
  for (const link of state.links.values()) {
    for (const block of [...link.asked.values()]) {
      if (block.reel !== id) continue
      link.asked.delete(`${id}/${block.index}`)
      say(step, link, { type: 'cancel', reel: id, index: block.index })
    }
    link.queue = link.queue.filter((block) => block.reel !== id)
  }
  for (const index of reel.storing.keys()) state.storingBytes -= blockLength(reel.info, index)
  state.reels.delete(id)
  for (const link of state.links.values()) updateInterest(step, link)
}

/** Tells a peer which blocks of a reel we have, if it may know and there are any. */
export function showReel(step: Step, link: LinkState, id: Hex): void {
  const reel = step.state.reels.get(id)
  if (!reel || reel.haveCount === 0 || !mayShow(step.state, link, id)) return
  say(step, link, { type: 'bitfield', reel: id, bits: packBits(reel.have) })
}

export function hearBitfield(
  step: Step,
  link: LinkState,
  { reel: id, bits }: Extract<Message, { type: 'bitfield' }>,
): void {
  if (!mayTell(link, id)) return blame(step, link, 'limit', 'it tells of too many reels')
  const reel = step.state.reels.get(id)
  if (reel) countAll(reel, link, -1)
  link.has.set(id, createBitmap(bits))
  if (reel && exceeds(reel, link)) {
    link.has.delete(id)
    return blame(step, link, 'bad-message', 'it tells of blocks beyond the end of a reel')
  }
  if (reel) countAll(reel, link, 1)
  afterNews(step, link, id)
}

export function hearHave(
  step: Step,
  link: LinkState,
  { reel: id, index }: Extract<Message, { type: 'have' }>,
): void {
  if (!mayTell(link, id)) return blame(step, link, 'limit', 'it tells of too many reels')
  const reel = step.state.reels.get(id)
  if (reel && index >= reel.have.length) {
    return blame(step, link, 'bad-message', 'it tells of blocks beyond the end of a reel')
  }
  const has = link.has.get(id) ?? createBitmap()
  link.has.set(id, has)
  if (!setBit(has, index)) return
  if (reel) reel.availability[index]!++
  if (reel?.have[index] === 0) afterNews(step, link, id)
}

const mayTell = (link: LinkState, id: Hex) => link.has.has(id) || link.has.size < MAX_TOLD_REELS

function afterNews(step: Step, link: LinkState, id: Hex): void {
  const reel = step.state.reels.get(id)
  if (!reel || !isWanted(step.state, id)) return
  askHashes(step, reel)
  updateInterest(step, link)
  requestBlocks(step, link)
}
