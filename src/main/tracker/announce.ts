import { choosePeers } from './choose-peers.ts'
import { expire, forget } from './forget.ts'
import { fairGroup } from '../gtp/ip-scope.ts'
import { MAX_EXPIRES } from './limits.ts'
import { entryKey, listPeer } from './list-peer.ts'
import { noteAnnounce, takeAllowance } from './load.ts'
import { countsOf } from './pools.ts'
import type { Entry, TrackerRules, TrackerState } from './state.ts'
import type { AnnounceRequest, Answer, FailureAnswer } from './types.ts'

/**
 * Answers an announce (docs/protocol.md section 7), without the references. Total: whatever is asked, the answer says
 * what is wrong, and what is remembered stays within the state's rules.
 * @param now milliseconds of any monotonous clock
 * @param random 0 up to but not including 1
 */
export function announce(
  state: TrackerState,
  request: AnnounceRequest,
  now: number,
  random: () => number,
): Answer {
  expire(state, now)
  const stretch = noteAnnounce(state, now)
  const wait = takeAllowance(state, fairGroup(request.source), now)
  if (wait > 0) return later(`too many announces from ${request.source}`, wait)
  if (!state.rules.isTracked(request.repo)) {
    return { kind: 'failure', status: 404, reason: `repository ${request.repo} is not tracked here` }
  }
  const known = state.repos.get(request.repo)?.entries.get(entryKey(request))
  if (request.event === 'stopped') {
    if (known) forget(state, known)
    return { kind: 'peers', expires: 0, ...countsOf(state.repos.get(request.repo)), peers: [] }
  }
  const early = known ? secondsEarly(known, request, state.rules, now) : 0
  if (early > 0) return later('too soon after the last announce; half of expires is the least', early)
  const returns = known !== undefined && request.event !== 'started'
  const { earned, expires } = termOf(state.rules, returns ? known : undefined, request.valid, stretch)
  const { repo } = listPeer(state, request, { earned, expires }, now)
  return { kind: 'peers', expires, ...countsOf(repo), peers: choosePeers(repo, request, random) }
}

/** A node that was started again can't know what it was told before: it waits half of the first `expires` at most. */
function secondsEarly(
  { since, expires }: Entry,
  { event }: AnnounceRequest,
  { firstExpires }: TrackerRules,
  now: number,
): number {
  const told = event === 'started' ? Math.min(expires, firstExpires) : expires
  return told / 2 - (now - since) / 1000
}

/**
 * What a peer has earned doubles each time that it comes back in time. It is listed for that long, longer when the
 * tracker is busy, and no longer than it wants, but for the least that anybody gets.
 */
function termOf(
  { firstExpires, maxExpires }: TrackerRules,
  known: Entry | undefined,
  valid: number | undefined,
  stretch: number,
): Pick<Entry, 'earned' | 'expires'> {
  const earned = known ? Math.min(maxExpires, known.earned * 2) : firstExpires
  const stretched = (seconds: number) => Math.min(MAX_EXPIRES, Math.round(seconds * stretch))
  const offered = stretched(earned)
  const least = stretched(firstExpires)
  return { earned, expires: Math.max(least, Math.min(offered, valid ?? offered)) }
}

const later = (reason: string, seconds: number): FailureAnswer => ({
  kind: 'failure',
  status: 503,
  reason,
  retryAfter: Math.ceil(seconds),
})
