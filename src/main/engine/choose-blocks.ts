/** Which blocks to ask of a peer: the rarest first, and of a streamed reel the growing prefix too. */
import { commonBits, hasBit, type Bitmap } from './bitmap.ts'
import { LOOKS, STREAM_AHEAD, STREAM_SHARE } from './limits.ts'
import { nextRandom } from './random.ts'
import { shareOf } from './share-out.ts'
import { blockKey, type EngineState, type LinkState, type Wish } from './state.ts'

/**
 * @param rareOnly only blocks that seeders alone have: asked of a seeder, that keeps its upload near one copy, for
 *                 those who fetch the reel as well have the others
 */
export function chooseBlocks(
  state: EngineState,
  link: LinkState,
  { reel, stream }: Wish,
  has: Bitmap,
  room: number,
  rareOnly: boolean,
): number[] {
  if (reel.open.count === 0) return []
  const most = rareOnly ? reel.seeders : Number.POSITIVE_INFINITY
  const may = (index: number) =>
    reel.availability[index]! <= most &&
    !(link.refused.size > 0 && link.refused.has(blockKey({ reel: reel.info.id, index })))
  // Nobody else fetches it, as far as we know: order costs the swarm nothing. Who is rejected knows better.
  if (stream && reel.holders === reel.seeders) return link.refused.size === 0 ? firstOnes(room) : rarest(room)
  const own = rareOnly ? ownShare(room) : []
  if (own.length === room) return own
  if (own.length === 0 && stream && isTurnOfPrefix()) {
    const [first] = firstOnes(1)
    if (first === undefined) return []
    return [first, ...rarest(room - 1).filter((index) => index !== first)]
  }
  return [...own, ...rarest(room).filter((index) => !own.includes(index))].slice(0, room)

  /** A share of the requests goes to the prefix, and one is always under way for its first missing block. */
  function isTurnOfPrefix(): boolean {
    if (reel.requests % STREAM_SHARE === 0) return true
    return !reel.pending.has(reel.prefix) && !reel.storing.has(reel.prefix)
  }

  function firstOnes(room: number, start = reel.prefix, fits = may): number[] {
    const chosen: number[] = []
    for (const index of commonBits(reel.open, has, start)) {
      if (!fits(index)) continue
      chosen.push(index)
      if (chosen.length >= room) break
    }
    return chosen
  }

  /** One pass from a random place, so that peers with equal choices choose differently. */
  function rarest(room: number): number[] {
    const chosen: number[] = []
    if (room <= 0) return chosen
    const floor = has.count === reel.have.length ? reel.seeders : reel.seeders + 1
    const start = placeByChance()
    // The first rare one after any place is most often the first after a run that is under way: look around by chance.
    for (let look = 0; look < LOOKS && chosen.length < room; look++) {
      const index = placeByChance()
      if (index >= reel.have.length || !hasBit(reel.open, index) || !hasBit(has, index) || !may(index))
        continue
      if (reel.availability[index] === floor && !chosen.includes(index)) chosen.push(index)
    }
    if (chosen.length === room) return chosen
    let settled = chosen.length
    for (const index of commonBits(reel.open, has, start)) {
      if (!may(index) || chosen.includes(index)) continue
      const score = reel.availability[index]!
      if (chosen.length === room && score >= reel.availability[chosen[room - 1]!]!) continue
      let at = chosen.length
      while (at > 0 && reel.availability[chosen[at - 1]!]! > score) at--
      chosen.splice(at, 0, index)
      if (chosen.length > room) chosen.pop()
      if (score === floor && ++settled >= room) break
    }
    return chosen
  }

  /** Of a seeder, first what none of the others will ask it for; in order, which costs nothing then. */
  function ownShare(room: number): number[] {
    const isMine = shareOf(state, reel)
    const [start, end] = stream
      ? [reel.prefix, reel.prefix + STREAM_AHEAD]
      : [placeByChance(), reel.have.length]
    return firstOnes(room, start, (index) => index < end && may(index) && isMine(index))
  }

  function placeByChance(): number {
    return stream
      ? reel.prefix + Math.floor(nextRandom(state.random) * STREAM_AHEAD)
      : Math.floor(nextRandom(state.random) * reel.have.length)
  }
}
