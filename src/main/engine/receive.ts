/** Blocks that arrive: verified at once, whoever sent them. */
import { blockLength, verifyBlock } from '../gtp/reel.ts'
import type { Message } from '../gtp/types.ts'
import { noteAnswered, releaseAsked, releaseOne } from './asked.ts'
import { clearBit, hasBit, setBit } from './bitmap.ts'
import { cancel } from './cancel.ts'
import { updateInterest } from './interest.ts'
import {
  FIRST_BLOCK_TIMEOUT,
  MAX_REFUSED,
  MAX_REJECTS,
  MAX_RESTS,
  MAX_STORING,
  REFUSAL_TIME,
  REJECTED_REST,
  REQUEST_TIMEOUT,
  SNUB_TIME,
  STORE_RETRY,
} from './limits.ts'
import { count } from './rate.ts'
import { requestBlocks } from './request.ts'
import { blame, say, sayInTime } from './say.ts'
import { isForgiven, noteEarned } from './standing.ts'
import {
  blockKey,
  isComplete,
  mayShow,
  type BlockKey,
  type LinkState,
  type ReelState,
  type Step,
} from './state.ts'
import type { Input } from './types.ts'
import { forgetWishes } from './wishes.ts'

export function hearBlock(
  step: Step,
  link: LinkState,
  { reel: id, index, data }: Extract<Message, { type: 'block' }>,
): void {
  const { state, now } = step
  const reel = state.reels.get(id)
  const asked = noteAnswered(state, link, { reel: id, index })
  count(link.down, data.length, now)
  link.lastBlock = now
  if (!asked && link.excused > 0) link.excused--
  else if (!asked && !isForgiven(step, link.account.unasked))
    return blame(step, link, 'limit', 'it sends blocks that nobody asked for')
  if (!reel?.hashes || index >= reel.have.length || reel.have[index] !== 0 || reel.storing.has(index)) {
    return requestBlocks(step, link)
  }
  if (!verifyBlock(reel.hashes, index, data)) {
    blame(step, link, 'bad-block', `block ${index} of a reel was not what its publisher signed`)
    return requestOfAll(step)
  }
  noteGave(link)
  const spared = cancelElsewhere(step, reel, index)
  noteReceived(step, link, reel, index, data)
  step.out.push({ type: 'store', reel: id, index, offset: index * reel.info.blockSize, data })
  for (const free of [link, ...spared]) requestBlocks(step, free)
}

function noteGave(link: LinkState): void {
  link.snubbedUntil = link.silences = link.rejects = link.rests = 0
}

/** Asks nothing of a peer for a while. One that gave no block between several rests has none: it is dropped. */
function rest(step: Step, link: LinkState, time: number): void {
  link.rejects = 0
  link.snubbedUntil = step.now + time
  if (++link.rests >= MAX_RESTS)
    blame(step, link, 'limit', 'it does not send the blocks that it claims to have')
}

function noteReceived(
  { state, now }: Step,
  link: LinkState,
  reel: ReelState,
  index: number,
  data: Uint8Array,
): void {
  noteEarned(state, link.peerId)
  clearBit(reel.open, index)
  reel.storing.set(index, link.peerId)
  reel.downloaded += data.length
  reel.from.set(link.peerId, (reel.from.get(link.peerId) ?? 0) + data.length)
  count(reel.down, data.length, now)
  state.storingBytes += data.length
}

/** In the endgame a block was asked of two peers: the slower one is spared. */
function cancelElsewhere(step: Step, reel: ReelState, index: number): LinkState[] {
  const others = [...(reel.pending.get(index) ?? [])].flatMap((id) => step.state.links.get(id) ?? [])
  for (const other of others) cancel(step, other, { reel: reel.info.id, index })
  return others
}

/** A block is in the store (or could not be put there): only now others hear of it. */
export function stored(step: Step, { reel: id, index, ok }: Extract<Input, { type: 'stored' }>): void {
  const { state, now } = step
  const reel = state.reels.get(id)
  if (!reel?.storing.delete(index)) return
  const wasFull = state.storingBytes >= MAX_STORING
  state.storingBytes -= blockLength(reel.info, index)
  if (ok) noteStored(step, reel, index)
  else {
    setBit(reel.open, index)
    reel.heldUntil = now + STORE_RETRY
  }
  if (wasFull) requestOfAll(step)
}

function noteStored(step: Step, reel: ReelState, index: number): void {
  const { id } = reel.info
  const { links } = step.state
  reel.have[index] = 1
  reel.haveCount++
  while (reel.have[reel.prefix] === 1) reel.prefix++
  for (const link of links.values()) {
    if (!mayShow(step.state, link, id)) continue
    // Who has all of it won't fetch it here.
    const hasAll = link.has.get(id)?.count === reel.have.length
    const speak = hasAll && !isComplete(reel) ? sayInTime : say
    speak(step, link, { type: 'have', reel: id, indexes: [index] })
  }
  if (!isComplete(reel)) return
  forgetWishes(step.state)
  step.out.push({ type: 'reel-complete', reel: id })
  for (const link of links.values()) updateInterest(step, link)
  requestOfAll(step)
}

export function requestOfAll(step: Step): void {
  for (const link of [...step.state.links.values()]) requestBlocks(step, link)
}

/** The peer won't send a block now: it is asked for another one, and somebody else for this one. */
export function hearReject(step: Step, link: LinkState, { reel, index }: BlockKey): void {
  const { state, now } = step
  if (!releaseOne(state, link, { reel, index })) return
  const [oldest] = link.refused.keys()
  if (link.refused.size >= MAX_REFUSED && oldest !== undefined) link.refused.delete(oldest)
  link.refused.set(blockKey({ reel, index }), now + REFUSAL_TIME)
  if (++link.rejects >= MAX_REJECTS) rest(step, link, REJECTED_REST)
  requestBlocks(step, link)
  for (const other of state.links.values()) {
    const has = other.has.get(reel)
    if (has && hasBit(has, index)) requestBlocks(step, other)
  }
}

export function hearChoke(step: Step, link: LinkState, choked: boolean): void {
  link.theyChoke = choked
  if (choked) releaseAsked(step.state, link)
  requestOfAll(step)
}

const patienceFor = ({ lastBlock, since, lastHeard }: LinkState, now: number): number =>
  lastBlock === since && now - lastHeard >= FIRST_BLOCK_TIMEOUT ? FIRST_BLOCK_TIMEOUT : REQUEST_TIMEOUT

/** A peer that doesn't send what it was asked for is left alone for a while, and others are asked. */
export function tendRequests(step: Step): void {
  const { state, now } = step
  for (const link of [...state.links.values()]) {
    for (const [key, until] of link.refused) if (until <= now) link.refused.delete(key)
    const [oldest] = link.asked.values()
    if (!oldest || now - Math.max(oldest.at, link.lastBlock) < patienceFor(link, now)) continue
    for (const block of [...link.asked.values()]) cancel(step, link, block)
    rest(step, link, SNUB_TIME)
  }
  requestOfAll(step)
}
