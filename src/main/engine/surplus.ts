/**
 * A budget of connections: beyond it those that are of no use to either side end, so that a room of five hundred does not
 * mean five hundred connections each. News still find a way over the mesh that is left.
 */
import { keepLatest } from '../../shared/keep-latest.ts'
import type { Hex } from '../../shared/model.ts'
import {
  AIM_LINKS,
  MAX_PARTED,
  MESH_LINKS,
  MESH_OWN_LINKS,
  PARTED_FOR,
  SURPLUS_AFTER,
  SURPLUS_AT_ONCE,
  SURPLUS_EVERY,
} from './limits.ts'
import { countLinks } from './dial.ts'
import { nextRandom } from './random.ts'
import { closeLink } from './say.ts'
import { commonRepos, type EngineState, type LinkState, type Step } from './state.ts'

/** Ends a few at a time; the newest first, so that whom one knows for long stays. */
export function tendSurplus(step: Step): void {
  const { state, now } = step
  if (state.links.size <= AIM_LINKS || now - state.lastSurplus < SURPLUS_EVERY) return
  state.lastSurplus = now
  let left = Math.min(SURPLUS_AT_ONCE, state.links.size - AIM_LINKS)
  for (const link of [...state.links.values()].reverse()) {
    if (left === 0) return
    if (!isIdle(state, link, now) || !hasOthers(state, link)) continue
    left--
    part(step, link.peerId)
    closeLink(step, link, 'full', 'there are connections enough; others have the same projects')
  }
}

/** Whom one parted from, on either side, is not dialled again soon unless something is missing. */
export function part({ state, now }: Step, peerId: Hex): void {
  const until = now + PARTED_FOR * (0.75 + nextRandom(state.random) / 2)
  keepLatest(state.partedUntil, peerId, until, MAX_PARTED)
}

/** Neither side has had anything from the other for a while, or wants anything. */
function isIdle(state: EngineState, link: LinkState, now: number): boolean {
  const { hello, weInterested, theyInterested, asked, serving } = link
  if (!hello || weInterested || theyInterested || asked.size > 0 || serving.size > 0) return false
  if (state.making.has(link.id) || state.offers.has(link.id)) return false
  return now - Math.max(link.since, link.lastBlock, link.lastServed, link.usefulAt) > SURPLUS_AFTER
}

/** Each repository that both are in keeps its mesh. */
function hasOthers(state: EngineState, link: LinkState): boolean {
  for (const repo of commonRepos(state, link)) {
    const { links, own } = countLinks(state, repo)
    if (links <= MESH_LINKS || (link.place !== null && own <= MESH_OWN_LINKS)) return false
  }
  return true
}
