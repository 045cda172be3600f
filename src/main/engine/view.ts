import type { Hex } from '../../shared/model.ts'
import { blockLength } from '../gtp/reel.ts'
import { isWanted } from './interest.ts'
import { shownPerSecond } from './rate.ts'
import { isComplete, type EngineState, type ReelState } from './state.ts'
import type { EngineView } from './types.ts'

/** What a driver shows of the swarm. Rates in bytes per second. */
export function viewOf(state: EngineState, now: number): EngineView {
  const links = [...state.links.values()].map((link) => ({
    link: link.id,
    peerId: link.peerId,
    name: link.hello?.name ?? '',
    address: link.address,
    port: link.hello?.port ?? 0,
    repos: [...link.theirs].filter((repo) => state.repos.has(repo)),
    rateDown: shownPerSecond(link.down, now),
    rateUp: shownPerSecond(link.up, now),
  }))
  return {
    links,
    reels: [...state.reels.values()].map((reel) => reelView(state, reel, now)),
    rateDown: links.reduce((sum, { rateDown }) => sum + rateDown, 0),
    rateUp: links.reduce((sum, { rateUp }) => sum + rateUp, 0),
  }
}

/** Whether every block of a reel is here. Cheap, where a view looks at every reel. */
export function isWhole({ reels }: EngineState, id: Hex): boolean {
  const reel = reels.get(id)
  return reel !== undefined && isComplete(reel)
}

function reelView(state: EngineState, reel: ReelState, now: number): EngineView['reels'][number] {
  const last = reel.have.length - 1
  const short = reel.have[last] === 1 ? reel.info.blockSize - blockLength(reel.info, last) : 0
  return {
    id: reel.info.id,
    blocks: reel.have.length,
    have: reel.haveCount,
    bytesHave: reel.haveCount * reel.info.blockSize - short,
    bytes: reel.info.bytes,
    downloaded: reel.downloaded,
    uploaded: reel.uploaded,
    rateDown: shownPerSecond(reel.down, now),
    rateUp: shownPerSecond(reel.up, now),
    missing: isMissing(state, reel),
    from: [...reel.from].map(([peerId, bytes]) => ({ peerId, bytes })),
  }
}

function isMissing(state: EngineState, reel: ReelState): boolean {
  if (isComplete(reel) || !isWanted(state, reel.info.id)) return false
  return reel.have.some(
    (have, index) => have === 0 && reel.availability[index] === 0 && !reel.storing.has(index),
  )
}
