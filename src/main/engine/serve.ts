/** Serving: a short queue for each peer, within our upload limit, and of those that wait what we sent least often. */
import { MAX_QUEUED_REQUESTS } from '../gtp/limits.ts'
import { blockLength } from '../gtp/reel.ts'
import type { Message } from '../gtp/types.ts'
import { SERVE_AT_ONCE } from './limits.ts'
import { noteRequest } from './choke.ts'
import { count } from './rate.ts'
import { blame, say } from './say.ts'
import { forgetGiven, isUnderway, noteGiven } from './spread.ts'
import { blockKey, mayShow, type BlockKey, type LinkState, type Step } from './state.ts'
import { hasTokens, spend } from './token-bucket.ts'
import type { Input } from './types.ts'

export function hearRequest(
  step: Step,
  link: LinkState,
  { reel: id, index }: Extract<Message, { type: 'request' }>,
): void {
  const reel = step.state.reels.get(id)
  if (reel) noteRequest(step, link)
  if (link.weChoke || reel?.have[index] !== 1 || !mayShow(step.state, link, id)) {
    return say(step, link, { type: 'reject', reel: id, index })
  }
  const key = blockKey({ reel: id, index })
  if (link.serving.has(key) || link.queue.some((block) => blockKey(block) === key)) return
  if (isUnderway(step, link, reel, index)) return say(step, link, { type: 'reject', reel: id, index })
  if (link.queue.length >= MAX_QUEUED_REQUESTS)
    return blame(step, link, 'limit', 'it asks for too much at once')
  link.queue.push({ reel: id, index })
  link.messages-- // served as fast as the peer takes it; how many wait is bounded above
  noteGiven(step, link, reel, index)
  serveNext(step, link)
}

export function hearCancel({ state }: Step, link: LinkState, block: BlockKey): void {
  const key = blockKey(block)
  const before = link.queue.length
  link.queue = link.queue.filter((queued) => blockKey(queued) !== key)
  if (link.queue.length < before) forgetGiven(state, link, block)
}

/** A block was handed to the network, or couldn't be read. */
export function served(
  step: Step,
  { link: id, reel: reelId, index, ok }: Extract<Input, { type: 'served' }>,
): void {
  const link = step.state.links.get(id)
  const reel = step.state.reels.get(reelId)
  if (reel && ok) {
    const bytes = blockLength(reel.info, index)
    reel.uploaded += bytes
    count(reel.up, bytes, step.now)
    if (link) count(link.up, bytes, step.now)
  }
  if (!link?.serving.delete(blockKey({ reel: reelId, index }))) return
  if (!ok) {
    forgetGiven(step.state, link, { reel: reelId, index })
    say(step, link, { type: 'reject', reel: reelId, index })
  }
  if (step.state.upLimit) tendServing(step)
  else serveNext(step, link)
}

/** With an upload limit the peers are served in turn: who waits longest comes first. */
export function tendServing(step: Step): void {
  const waiting = [...step.state.links.values()].filter(({ queue }) => queue.length > 0)
  waiting.sort((a, b) => a.lastServed - b.lastServed)
  for (const link of waiting) serveNext(step, link)
}

function serveNext(step: Step, link: LinkState): void {
  const { state, out, now } = step
  while (link.serving.size < SERVE_AT_ONCE && link.queue.length > 0) {
    if (state.upLimit && !hasTokens(state.upLimit, now)) return
    const [block] = link.queue.splice(leastSent(step, link.queue), 1)
    const reel = block && state.reels.get(block.reel)
    if (!reel || !mayShow(state, link, block.reel)) {
      if (block) forgetGiven(state, link, block)
      continue
    }
    const length = blockLength(reel.info, block.index)
    if (state.upLimit) spend(state.upLimit, length)
    link.serving.add(blockKey(block))
    link.lastServed = now
    reel.sent[block.index]!++
    out.push({ type: 'serve', link: link.id, ...block, offset: block.index * reel.info.blockSize, length })
  }
}

/** What was sent least often goes first: while one copy is not yet spread, duplicates wait, and may be cancelled. */
function leastSent({ state }: Step, queue: readonly BlockKey[]): number {
  let best = 0
  let fewest = Number.POSITIVE_INFINITY
  queue.forEach(({ reel, index }, position) => {
    const times = state.reels.get(reel)?.sent[index] ?? 0
    if (times < fewest) [best, fewest] = [position, times]
  })
  return best
}
