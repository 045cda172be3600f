/** Whether a silent peer is still there: it is asked for what nobody has, which every peer rejects at once. */
import type { Hex } from '../../shared/model.ts'
import { CHECK_TIMEOUT, CHECK_TIMEOUT_BUSY, LOST_AFTER, QUIET_AFTER, TICK_MS } from './limits.ts'
import { closeLink, say } from './say.ts'
import type { LinkState, Step } from './state.ts'

/** No reel has this ID. */
const NO_REEL: Hex = '00'.repeat(32)

/** Somebody says that a peer is gone. Nobody is dropped on hearsay: who answers stays. */
export function doubtPeer(step: Step, peerId: Hex): void {
  const link = step.state.links.get(step.state.byPeer.get(peerId) ?? -1)
  if (link) checkLink(step, link)
}

/** Asks a peer for a sign of life. */
export function checkLink(step: Step, link: LinkState): void {
  if (!link.hello || link.unanswered !== null) return
  link.unanswered = 0
  say(step, link, { type: 'request', reel: NO_REEL, index: 0 })
}

/** Asks who is silent though something is due, and ends links whose peers don't answer. */
export function tendChecks(step: Step): void {
  const { state, now } = step
  // A node that stood still itself has not yet read what came meanwhile.
  const passed = Math.min(now - state.lastTick, 2 * TICK_MS)
  state.lastTick = now
  for (const link of [...state.links.values()]) {
    const silent = now - link.lastHeard
    if (link.unanswered === null) {
      // Who rests owed something, and did not give it.
      const owes = link.asked.size > 0 || link.snubbedUntil > now
      if (silent > (owes ? QUIET_AFTER : LOST_AFTER)) checkLink(step, link)
      continue
    }
    link.unanswered += passed
    const patience = link.serving.size > 0 ? CHECK_TIMEOUT_BUSY : CHECK_TIMEOUT
    if (link.unanswered > patience) closeLink(step, link, 'idle', 'it does not answer')
  }
}

/** Bytes came: whole messages or parts of them. */
export function noteHeard(link: LinkState, now: number): void {
  link.lastHeard = now
  link.unanswered = null
}
