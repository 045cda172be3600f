import { forgetAvailability } from './availability.ts'
import { releaseAsked } from './asked.ts'
import { forgetAllGiven } from './spread.ts'
import type { LinkState, Step } from './state.ts'
import { spend } from './token-bucket.ts'

/** Forgets a link and gives back what was asked of it. Closing it on the wire is the caller's. */
export function dropLink(step: Step, link: LinkState): void {
  const { state } = step
  if (!state.links.delete(link.id)) return
  if (state.byPeer.get(link.peerId) === link.id) state.byPeer.delete(link.peerId)
  if (state.optimistic === link.id) state.optimistic = null
  spend(link.group.messages, link.messages)
  releaseAsked(state, link)
  forgetAllGiven(state, link)
  forgetAvailability(state, link)
  for (const repo of state.repos.values()) repo.asking.delete(link.id)
  for (const reel of state.reels.values()) reel.asking.delete(link.id)
}
