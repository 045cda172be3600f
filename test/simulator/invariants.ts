/** What must be true of an engine's state between any two steps. Slow: looks at everything. */
import { hasBit } from '../../src/main/engine/bitmap.ts'
import { slotsOf } from '../../src/main/engine/choke.ts'
import * as limits from '../../src/main/engine/limits.ts'
import { blockKey, type EngineState, type LinkState, type ReelState } from '../../src/main/engine/state.ts'
import { blockLength } from '../../src/main/gtp/reel.ts'
import { MAX_QUEUED_REQUESTS, MAX_REPOS_PER_CONNECTION } from '../../src/main/gtp/limits.ts'

/** Looks at every so many-th state alone: what is wrong mostly stays wrong. */
export function checkSome(every: number): (state: EngineState) => void {
  let steps = 0
  return (state) => {
    if (steps++ % every === 0) checkInvariants(state)
  }
}

/** @throws Error naming the first thing that is wrong */
export function checkInvariants(state: EngineState): void {
  const links = [...state.links.values()]
  for (const link of links) checkLink(state, link)
  for (const reel of state.reels.values()) checkReel(state, reel, links)
  atMost('links', links.length, limits.MAX_LINKS)
  atMost('banned', state.bannedUntil.size, limits.MAX_BANNED)
  atMost('dials', [...state.dials.values()].filter(({ pending }) => pending).length, limits.MAX_DIALS)
  atMost('slots', links.filter(({ weChoke }) => !weChoke).length, slotsOf(state))
  atMost('packs being made', state.making.size, limits.MAX_PACKS_MADE)
  atMost('questions', state.questions.size, state.repos.size)
  const offered = new Set([...state.offers.values()].map(({ reel }) => reel))
  const weights = [...offered].map((id) => Math.max(state.reels.get(id)?.info.bytes ?? 0, limits.MIN_OFFER))
  atMost(
    'bytes of offered packs',
    weights.reduce((sum, weight) => sum + weight, 0),
    limits.MAX_OFFERED_BYTES,
  )
  for (const { reel } of state.offers.values()) same('an offered pack is open', state.reels.has(reel), true)
  for (const { candidates } of state.repos.values())
    atMost('candidates', candidates.size, limits.MAX_CANDIDATES)
  const storing = [...state.reels.values()].flatMap((reel) =>
    [...reel.storing.keys()].map((index) => blockLength(reel.info, index)),
  )
  same(
    'bytes being stored',
    state.storingBytes,
    storing.reduce((sum, bytes) => sum + bytes, 0),
  )
  same(
    'bytes asked for',
    state.askedBytes,
    links.flatMap(({ asked }) => [...asked.values()]).reduce((sum, { bytes }) => sum + bytes, 0),
  )
  for (const [peerId, id] of state.byPeer) same('the peer of a link', state.links.get(id)?.peerId, peerId)
}

function checkLink(state: EngineState, link: LinkState): void {
  atMost('asked', link.asked.size, limits.MAX_WINDOW)
  atMost('refused', link.refused.size, limits.MAX_REFUSED)
  atMost('queue', link.queue.length, MAX_QUEUED_REQUESTS)
  atMost('serving', link.serving.size, limits.SERVE_AT_ONCE)
  atMost('given', link.given.size, limits.MAX_GIVEN)
  atMost('told reels', link.has.size, limits.MAX_TOLD_REELS)
  atMost('told bytes', link.toldBytes, limits.MAX_TOLD_BYTES)
  atMost('joined', link.theirs.size, MAX_REPOS_PER_CONNECTION)
  atMost('announced', link.announced.size, link.theirs.size)
  if (link.weChoke) same('requests of a choked peer', link.queue.length, 0)
  if (link.theyChoke) same('requests while choked', link.asked.size, 0)
  same(
    'told bytes',
    link.toldBytes,
    [...link.has.values()].reduce((sum, { bits }) => sum + bits.length, 0),
  )
  for (const [key, block] of link.asked) {
    same('key', key, blockKey(block))
    same('asked is pending', state.reels.get(block.reel)?.pending.get(block.index)?.has(link.id), true)
  }
}

function checkReel(state: EngineState, reel: ReelState, links: readonly LinkState[]): void {
  const { id } = reel.info
  const told = links.flatMap((link) => link.has.get(id) ?? []).filter(({ count }) => count > 0)
  same('holders', reel.holders, told.length)
  same('seeders', reel.seeders, told.filter(({ count }) => count === reel.have.length).length)
  let have = 0
  let open = 0
  for (let index = 0; index < reel.have.length; index++) {
    const free = reel.have[index] === 0 && !reel.pending.has(index) && !reel.storing.has(index)
    same(`block ${index} is open`, hasBit(reel.open, index), free)
    same(
      `availability of ${index}`,
      reel.availability[index],
      told.filter((has) => hasBit(has, index)).length,
    )
    have += reel.have[index]!
    open += free ? 1 : 0
  }
  same('blocks in the store', reel.haveCount, have)
  same('open blocks', reel.open.count, open)
  const gap = reel.have.indexOf(0)
  same('prefix', reel.prefix, gap < 0 ? reel.have.length : gap)
  for (const [index, askedOf] of reel.pending) {
    atMost('peers asked for one block', askedOf.size, 2)
    for (const link of askedOf)
      same('pending is asked', state.links.get(link)?.asked.has(blockKey({ reel: id, index })), true)
  }
}

function same(what: string, found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${what}: ${String(found)}, should be ${String(expected)}`)
}

function atMost(what: string, found: number, bound: number): void {
  if (found > bound) throw new Error(`${what}: ${found} are more than ${bound}`)
}
