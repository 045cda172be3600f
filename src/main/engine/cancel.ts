/** Taking requests back, and saying so. */
import { releaseOne } from './asked.ts'
import { say } from './say.ts'
import type { BlockKey, LinkState, Step } from './state.ts'
import { wishesOf } from './wishes.ts'

export function cancel(step: Step, link: LinkState, block: BlockKey): void {
  if (!releaseOne(step.state, link, block)) return
  link.excused++
  say(step, link, { type: 'cancel', reel: block.reel, index: block.index })
}

/** Cancels what is no longer to be fetched. */
export function cancelUnwanted(step: Step): void {
  const wanted = new Set(wishesOf(step.state).map(({ reel }) => reel.info.id))
  for (const link of step.state.links.values())
    for (const block of [...link.asked.values()]) if (!wanted.has(block.reel)) cancel(step, link, block)
}
