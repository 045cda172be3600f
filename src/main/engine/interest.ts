/** Whether a peer has something that we lack, told to it whenever the answer changes. */
import type { Hex } from '../../shared/model.ts'
import { commonBits, hasBit } from './bitmap.ts'
import { UNINTEREST_AFTER } from './limits.ts'
import { say } from './say.ts'
import type { EngineState, LinkState, Step } from './state.ts'
import { wishesOf } from './wishes.ts'

export function updateInterest(step: Step, link: LinkState): void {
  const { state, now } = step
  if (isUseful(state, link)) return showInterest(step, link)
  if (!link.weInterested || (wishesOf(state).length > 0 && now - link.usefulAt < UNINTEREST_AFTER)) return
  link.weInterested = false
  say(step, link, { type: 'uninterested' })
}

/** It has something for us. */
export function showInterest(step: Step, link: LinkState): void {
  link.usefulAt = step.now
  if (link.weInterested) return
  link.weInterested = true
  say(step, link, { type: 'interested' })
}

export const isWanted = (state: EngineState, id: Hex): boolean =>
  wishesOf(state).some(({ reel }) => reel.info.id === id)

function isUseful(state: EngineState, link: LinkState): boolean {
  return wishesOf(state).some(({ reel }) => {
    const has = link.has.get(reel.info.id)
    if (!has || has.count === 0) return false
    if (has.count > reel.haveCount || !commonBits(has, reel.open).next().done) return true
    for (const index of reel.pending.keys()) if (hasBit(has, index)) return true
    for (const index of reel.storing.keys()) if (hasBit(has, index)) return true
    return false
  })
}
