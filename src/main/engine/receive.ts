/** Blocks that arrive: verified at once, whoever sent them. */
import { blockLength, verifyBlock } from '../gtp/reel.ts'
import type { Message } from '../gtp/types.ts'
import { releaseAsked, releaseOne } from './asked.ts'
import { updateInterest } from './interest.ts'
import { MAX_UNASKED_BLOCKS, REQUEST_TIMEOUT, SNUB_TIME } from './limits.ts'
import { count } from './rate.ts'
import { requestBlocks } from './request.ts'
import { blame, say } from './say.ts'
import { isComplete, mayShow, type LinkState, type ReelState, type Step } from './state.ts'
import type { Input } from './types.ts'

export function hearBlock(
  step: Step,
  link: LinkState,
  { reel: id, index, data }: Extract<Message, { type: 'block' }>,
): void {
  const { state, now } = step
  const reel = state.reels.get(id)
  const asked = releaseOne(state, link, { reel: id, index })
  count(link.down, data.length, now)
  if (!asked && ++link.unasked > MAX_UNASKED_BLOCKS)
    return blame(step, link, 'limit', 'it sends blocks that nobody asked for')
  if (!reel?.hashes || index >= reel.have.length || reel.have[index] !== 0 || reel.storing.has(index)) {
    return requestBlocks(step, link)
  }
  if (!verifyBlock(reel.hashes, index, data)) {
    blame(step, link, 'bad-block', `block ${index} of a reel was not what its publisher signed`)
    return requestOfAll(step)
  }
  link.snubbedUntil = 0
  cancelElsewhere(step, reel, index)
  noteReceived(step, link, reel, index, data)
  step.out.push({ type: 'store', reel: id, index, offset: index * reel.info.blockSize, data })
  requestBlocks(step, link)
}

function noteReceived(
  { state, now }: Step,
  link: LinkState,
  reel: ReelState,
  index: number,
  data: Uint8Array,
): void {
  reel.storing.set(index, link.peerId)
  reel.downloaded += data.length
  reel.from.set(link.peerId, (reel.from.get(link.peerId) ?? 0) + data.length)
  count(reel.down, data.length, now)
  state.storingBytes += data.length
}

/** In the endgame a block was asked of two peers: the slower one is spared. */
function cancelElsewhere(step: Step, reel: ReelState, index: number): void {
  for (const id of reel.pending.get(index) ?? []) {
    const other = step.state.links.get(id)
    if (!other) continue
    releaseOne(step.state, other, { reel: reel.info.id, index })
    say(step, other, { type: 'cancel', reel: reel.info.id, index })
  }
}

/** A block is in the store (or could not be put there): only now others hear of it. */
export function stored(step: Step, { reel: id, index, ok }: Extract<Input, { type: 'stored' }>): void {
  const { state } = step
  const reel = state.reels.get(id)
  if (!reel?.storing.delete(index)) return
  state.storingBytes -= blockLength(reel.info, index)
  if (ok) {
    reel.have[index] = 1
    reel.haveCount++
    for (const link of state.links.values()) {
      if (mayShow(state, link, id)) say(step, link, { type: 'have', reel: id, index })
    }
    if (isComplete(reel)) {
      step.out.push({ type: 'reel-complete', reel: id })
      for (const link of state.links.values()) updateInterest(step, link)
    }
  }
  requestOfAll(step)
}

export function requestOfAll(step: Step): void {
  for (const link of [...step.state.links.values()]) requestBlocks(step, link)
}

export function hearReject(
  step: Step,
  link: LinkState,
  { reel, index }: Extract<Message, { type: 'reject' }>,
): void {
  if (releaseOne(step.state, link, { reel, index })) requestOfAll(step)
}

export function hearChoke(step: Step, link: LinkState, choked: boolean): void {
  link.theyChoke = choked
  if (choked) releaseAsked(step.state, link)
  requestOfAll(step)
}

/** A peer that doesn't send what it was asked for is left alone for a while, and others are asked. */
export function tendRequests(step: Step): void {
  const { state, now } = step
  for (const link of state.links.values()) {
    const [oldest] = link.asked.values()
    if (!oldest || now - oldest.at < REQUEST_TIMEOUT) continue
    for (const { reel, index } of [...link.asked.values()]) say(step, link, { type: 'cancel', reel, index })
    releaseAsked(state, link)
    link.snubbedUntil = now + SNUB_TIME
  }
  requestOfAll(step)
}
