/** Whether a peer has something that we lack, told to it whenever the answer changes. */
import type { Hex } from '../../shared/model.ts'
import { hasBit } from './bitmap.ts'
import { say } from './say.ts'
import { isComplete, type EngineState, type LinkState, type ReelState, type Step } from './state.ts'

export function updateInterest(step: Step, link: LinkState): void {
  const interested = isUseful(step.state, link)
  if (interested === link.weInterested) return
  link.weInterested = interested
  say(step, link, { type: interested ? 'interested' : 'uninterested' })
}

export function isWanted(state: EngineState, reel: Hex): boolean {
  for (const repo of state.repos.values()) if (repo.wanted.has(reel)) return true
  return false
}

/** Reels still to be fetched: the most urgent first. */
export function wantedReels(state: EngineState): ReelState[] {
  const priorities = new Map<Hex, number>()
  for (const { wanted } of state.repos.values()) {
    for (const [id, priority] of wanted)
      priorities.set(id, Math.min(priority, priorities.get(id) ?? priority))
  }
  return [...priorities]
    .sort(([, a], [, b]) => a - b)
    .map(([id]) => state.reels.get(id))
    .filter((reel) => reel !== undefined && !isComplete(reel)) as ReelState[]
}

function isUseful(state: EngineState, link: LinkState): boolean {
  return wantedReels(state).some((reel) => {
    const has = link.has.get(reel.info.id)
    if (!has || has.count === 0) return false
    if (has.count > reel.haveCount) return true
    return reel.have.some((one, index) => one === 0 && hasBit(has, index))
  })
}
