/** Which blocks to ask of a peer, and how many at a time. */
import { hasBit, type Bitmap } from './bitmap.ts'
import { noteAsked } from './asked.ts'
import { wantedReels } from './interest.ts'
import { ENDGAME_BLOCKS, MAX_STORING, MAX_WINDOW, MIN_WINDOW, WINDOW_TIME } from './limits.ts'
import { nextRandom } from './random.ts'
import { perSecond } from './rate.ts'
import { say } from './say.ts'
import type { EngineState, LinkState, ReelState, Step } from './state.ts'

/** Fills a peer's window of requests. */
export function requestBlocks(step: Step, link: LinkState): void {
  const { state, now } = step
  if (link.theyChoke || !link.weInterested || !link.hello || now < link.snubbedUntil) return
  for (const reel of wantedReels(state)) {
    const has = link.has.get(reel.info.id)
    if (!reel.hashes || !has || has.count === 0) continue
    let room = windowOf(step, link, reel) - link.asked.size
    if (room <= 0 || state.storingBytes >= MAX_STORING) return
    for (const index of chooseBlocks(state, link, reel, has, room)) {
      noteAsked(state, link, { reel: reel.info.id, index }, now)
      say(step, link, { type: 'request', reel: reel.info.id, index })
      room--
    }
    if (room <= 0) return
  }
}

/** As many blocks as the peer sends in WINDOW_TIME, within bounds: more would only wait in its queue, asked of nobody else. */
function windowOf({ now }: Step, link: LinkState, reel: ReelState): number {
  const blocks = (perSecond(link.down, now) * WINDOW_TIME) / 1_000 / reel.info.blockSize
  return Math.max(MIN_WINDOW, Math.min(MAX_WINDOW, Math.ceil(blocks)))
}

/**
 * Rarest first, chance among equals. Of a peer that has everything only what nobody else has, as long as others are free
 * to send the rest: that keeps a seeder's upload near one copy.
 */
function chooseBlocks(
  state: EngineState,
  link: LinkState,
  reel: ReelState,
  has: Bitmap,
  room: number,
): number[] {
  const scored: { readonly index: number; readonly score: number }[] = []
  let missing = 0
  for (let index = 0; index < reel.have.length; index++) {
    if (reel.have[index] !== 0 || reel.pending.has(index) || reel.storing.has(index)) continue
    missing++
    if (hasBit(has, index))
      scored.push({ index, score: reel.availability[index]! + nextRandom(state.random) })
  }
  if (missing === 0 && reel.pending.size <= ENDGAME_BLOCKS) return endgame(link, reel, has, room)
  scored.sort((a, b) => a.score - b.score)
  const spared = has.count === reel.have.length && hasFreeOthers(state, link, reel)
  const rare = spared ? scored.filter(({ score }) => score < 2) : scored
  return rare.slice(0, room).map(({ index }) => index)
}

/** Whether a peer who is still fetching the reel himself has room in his window for more of our requests. */
function hasFreeOthers(state: EngineState, link: LinkState, reel: ReelState): boolean {
  for (const other of state.links.values()) {
    if (other === link || other.theyChoke || !other.weInterested || other.asked.size > MIN_WINDOW) continue
    const has = other.has.get(reel.info.id)
    if (has && has.count > 0 && has.count < reel.have.length) return true
  }
  return false
}

/** The last blocks are asked of a second peer, so that one slow peer doesn't hold up the end. */
function endgame(link: LinkState, reel: ReelState, has: Bitmap, room: number): number[] {
  const chosen: number[] = []
  for (const [index, links] of reel.pending) {
    if (chosen.length === room) break
    if (links.size === 1 && !links.has(link.id) && hasBit(has, index)) chosen.push(index)
  }
  return chosen
}
