/** How many blocks to ask of a peer at a time, and in which order its reels come. */
import { noteAsked } from './asked.ts'
import type { Bitmap } from './bitmap.ts'
import { chooseBlocks } from './choose-blocks.ts'
import { lateBlocks } from './late.ts'
import {
  ENOUGH_ELSEWHERE,
  MAX_IN_FLIGHT,
  MAX_STORING,
  MAX_WINDOW,
  MIN_WINDOW,
  WINDOW_TIME,
} from './limits.ts'
import { perSecond } from './rate.ts'
import { say } from './say.ts'
import type { LinkState, ReelState, Step, Wish } from './state.ts'
import { hasTokens } from './token-bucket.ts'
import { wishesOf } from './wishes.ts'

type Choose = (wish: Wish, has: Bitmap, room: number) => number[]

/**
 * Fills a peer's window of requests. Of a seeder first what seeders alone have, in any reel; only then what others who
 * fetch have too; and last what is late.
 */
export function requestBlocks(step: Step, link: LinkState): void {
  const { state, now } = step
  if (link.theyChoke || !link.weInterested || !link.hello || now < link.snubbedUntil) return
  if (link.asked.size >= MAX_WINDOW) return
  const choices: Choose[] = [
    (wish, has, room) => chooseBlocks(state, link, wish, has, room, isSpared(wish.reel, has)),
    (wish, has, room) => (isSpared(wish.reel, has) ? chooseBlocks(state, link, wish, has, room, false) : []),
    (wish, has, room) => lateBlocks(step, link, wish, has, room),
  ]
  for (const choose of choices) if (!askInOrder(step, link, choose)) return
}

/** False once the peer's window, the store's or our own limit is full. */
function askInOrder(step: Step, link: LinkState, choose: Choose): boolean {
  const { state, now } = step
  for (const wish of wishesOf(state)) {
    const { reel } = wish
    const has = link.has.get(reel.info.id)
    if (!reel.hashes || !has || has.count === 0 || now < reel.heldUntil) continue
    const room = windowOf(step, link, reel) - link.asked.size
    if (room <= 0 || state.storingBytes >= MAX_STORING) return false
    for (const index of choose(wish, has, room)) {
      if (reel.pace && !hasTokens(reel.pace, now)) break
      if (state.downLimit && !hasTokens(state.downLimit, now)) return false
      if (state.storingBytes + state.askedBytes >= MAX_IN_FLIGHT) return false
      reel.requests++
      noteAsked(state, link, { reel: reel.info.id, index }, now)
      say(step, link, { type: 'request', reel: reel.info.id, index })
    }
  }
  return true
}

/** A seeder is spared what peers who are still fetching can give. */
const isSpared = (reel: ReelState, has: Bitmap) =>
  has.count === reel.have.length && reel.holders > reel.seeders

/**
 * As many blocks as the peer sends in WINDOW_TIME, within bounds: more would only wait in its queue, asked of nobody else.
 * Where others have enough under way, so that our link does not fall silent, one is enough: what waits with one peer at
 * the end comes from one peer alone.
 */
function windowOf({ state, now }: Step, link: LinkState, { info }: ReelState): number {
  const blocks = (perSecond(link.down, now) * WINDOW_TIME) / 1_000 / info.blockSize
  const elsewhere = state.askedBytes / info.blockSize - link.asked.size
  const least = elsewhere >= ENOUGH_ELSEWHERE ? 1 : MIN_WINDOW
  return Math.max(least, Math.min(MAX_WINDOW, Math.ceil(blocks)))
}
