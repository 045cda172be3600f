/** Reels that this node has or fetches, and what peers tell of them. */
import type { Hex } from '../../shared/model.ts'
import { blockLength } from '../gtp/reel.ts'
import type { Message } from '../gtp/types.ts'
import { countAll, countOne, exceeds } from './availability.ts'
import { createBitmap, packBits, setBit, type Bitmap } from './bitmap.ts'
import { askHashes } from './hashes.ts'
import { cancel } from './cancel.ts'
import { createReel } from './create-reel.ts'
import { isWanted, showInterest, updateInterest } from './interest.ts'
import { MAX_TOLD_BYTES, MAX_TOLD_REELS } from './limits.ts'
import { requestBlocks } from './request.ts'
import { blame, say } from './say.ts'
import { forgetAllGiven, noteConfirmed } from './spread.ts'
import { mayShow, type LinkState, type Step, type EngineState } from './state.ts'
import { hasTokens, spend } from './token-bucket.ts'
import type { Input } from './types.ts'
import { forgetWishes } from './wishes.ts'

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
  const reel = createReel(info, hashes, have, now)
  const liars = [...state.links.values()].filter((link) => exceeds(reel, link))
  for (const link of liars) blame(step, link, 'bad-message', 'it tells of blocks beyond the end of a reel')
  state.reels.set(info.id, reel)
  forgetWishes(state)
  for (const link of state.links.values()) countAll(reel, link, 1)
  for (const link of state.links.values()) showReel(step, link, info.id)
  if (!isWanted(state, info.id)) return
  askHashes(step, reel)
  for (const link of state.links.values()) {
    updateInterest(step, link)
    requestBlocks(step, link)
  }
}

export function closeReel(step: Step, id: Hex): void {
  const { state } = step
  const reel = state.reels.get(id)
  if (!reel) return
  for (const link of state.links.values()) {
    for (const block of [...link.asked.values()]) if (block.reel === id) cancel(step, link, block)
    link.queue = link.queue.filter((block) => block.reel !== id)
    forgetAllGiven(state, link, id)
  }
  for (const index of reel.storing.keys()) state.storingBytes -= blockLength(reel.info, index)
  state.reels.delete(id)
  forgetWishes(state)
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
  const reel = step.state.reels.get(id)
  if (reel) countAll(reel, link, -1)
  const refusal = keepTold(link, id, createBitmap(bits))
  if (!refusal && reel && exceeds(reel, link)) {
    forgetTold(link, id)
    return blame(step, link, 'bad-message', 'it tells of blocks beyond the end of a reel')
  }
  if (reel) countAll(reel, link, 1)
  if (refusal) return blame(step, link, 'limit', refusal)
  afterNews(step, link, id)
}

export function hearHave(
  step: Step,
  link: LinkState,
  { reel: id, indexes }: Extract<Message, { type: 'have' }>,
): void {
  const { state } = step
  const reel = state.reels.get(id)
  if (reel && indexes.some((index) => index >= reel.have.length)) {
    return blame(step, link, 'bad-message', 'it tells of blocks beyond the end of a reel')
  }
  const has = link.has.get(id) ?? createBitmap()
  const before = has.bits.length
  const fresh: number[] = []
  for (const index of indexes) {
    if (!setBit(has, index)) continue
    fresh.push(index)
    if (reel) countOne(reel, has, index)
  }
  countNews(step, link, indexes.length, fresh.length)
  if (fresh.length === 0) return
  link.has.set(id, has)
  link.toldBytes += has.bits.length - before
  if (tellsTooMuch(link)) return blame(step, link, 'limit', 'it tells of too many reels')
  if (!reel) return
  for (const index of fresh) noteConfirmed(step, link, reel, index)
  const lacking = fresh.filter((index) => reel.have[index] === 0)
  if (lacking.length === 0 || !isWanted(state, id)) return
  askHashes(step, reel)
  if (lacking.some((index) => !reel.storing.has(index))) showInterest(step, link)
  requestBlocks(step, link)
}

/** Each block that is told counts as a message, unless it is news: those come as many as there are blocks, as fast as they can. */
function countNews({ now }: Step, link: LinkState, told: number, fresh: number): void {
  link.messages += told - 1
  for (let news = 0; news < fresh && hasTokens(link.news, now); news++) {
    spend(link.news, 1)
    link.messages--
  }
}

const tellsTooMuch = (link: LinkState) => link.has.size > MAX_TOLD_REELS || link.toldBytes > MAX_TOLD_BYTES

/** Keeps what a peer has of a reel in place of what it told before; says why not where that would be too much. */
function keepTold(link: LinkState, id: Hex, has: Bitmap): string | null {
  const before = link.has.get(id)
  forgetTold(link, id)
  link.has.set(id, has)
  link.toldBytes += has.bits.length
  if (!tellsTooMuch(link)) return null
  forgetTold(link, id)
  if (before) {
    link.has.set(id, before)
    link.toldBytes += before.bits.length
  }
  return 'it tells of too many reels'
}

function forgetTold(link: LinkState, id: Hex): void {
  link.toldBytes -= link.has.get(id)?.bits.length ?? 0
  link.has.delete(id)
}

/** Forgets what a peer has of reels that no project lists any more of those that both joined. */
export function forgetUnshared(state: EngineState, link: LinkState): void {
  for (const id of [...link.has.keys()]) {
    const reel = state.reels.get(id)
    if (!reel || mayShow(state, link, id)) continue
    countAll(reel, link, -1)
    forgetTold(link, id)
  }
}

function afterNews(step: Step, link: LinkState, id: Hex): void {
  const reel = step.state.reels.get(id)
  if (!reel || !isWanted(step.state, id)) return
  askHashes(step, reel)
  updateInterest(step, link)
  requestBlocks(step, link)
}
