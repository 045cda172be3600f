import { forget, schedule, unschedule } from './forget.ts'
import { addToGroup, groupNamed, oldestOfLargestGroup, removeFromGroup } from './groups.ts'
import { encodePeer } from './encode-peer.ts'
import { fairGroup, mayClaim, scopeOf } from '../gtp/ip-scope.ts'
import { enterPool, leavePool } from './pools.ts'
import type { Entry, TrackedRepo, TrackerState } from './state.ts'
import type { AnnounceRequest, AnsweredPeer } from './types.ts'

export const entryKey = ({ peerId, source }: AnnounceRequest): string => `${peerId}@${source}`

/** Seconds that a peer has earned, and those that it is listed for. */
type Term = Pick<Entry, 'earned' | 'expires'>

/** Lists a peer, or lists it anew, in the place of others where there is no room left. */
export function listPeer(state: TrackerState, request: AnnounceRequest, term: Term, now: number): Entry {
  const known = state.repos.get(request.repo)?.entries.get(entryKey(request))
  if (known) removePlaces(state, known)
  else makeRoom(state, request)
  const entry = known ? renew(known, request, term, now) : createEntry(state, request, term, now)
  addPlaces(state, entry, request.completed)
  return entry
}

function renew(entry: Entry, request: AnnounceRequest, { earned, expires }: Term, now: number): Entry {
  const { listed } = entry
  const address = addressOf(request)
  if (listed.address !== address || listed.port !== request.port) {
    entry.listed = listedAs(request)
    entry.scope = scopeOf(address)
  }
  entry.earned = earned
  entry.expires = expires
  entry.since = now
  return entry
}

const addressOf = ({ source, address = source }: AnnounceRequest): string =>
  mayClaim(source, address) ? address : source

/** All of one shape, made at once: fifty of them are looked at for each answer. */
function listedAs(request: AnnounceRequest): AnsweredPeer {
  const { peerId, port } = request
  const address = addressOf(request)
  return { peerId, address, port, encoded: encodePeer({ peerId, address, port }) }
}

function removePlaces(state: TrackerState, entry: Entry): void {
  entry.repo.entries.delete(entry.key)
  leavePool(entry)
  removeFromGroup(state, entry)
  unschedule(state, entry)
  state.peers--
}

function addPlaces(state: TrackerState, entry: Entry, completed: number): void {
  state.repos.set(entry.repo.hash, entry.repo)
  entry.repo.entries.set(entry.key, entry)
  enterPool(entry, completed)
  addToGroup(state, entry)
  schedule(state, entry, Math.ceil(entry.since / 1000 + entry.expires))
  state.peers++
}

/** With its values from the start: an engine that sees a field become another kind of number pays for it at each look. */
function createEntry(
  state: TrackerState,
  request: AnnounceRequest,
  { earned, expires }: Term,
  now: number,
): Entry {
  const { repo: hash, peerId, source } = request
  const repo: TrackedRepo = state.repos.get(hash) ?? {
    hash,
    entries: new Map(),
    withData: [],
    without: [],
    complete: 0,
  }
  return {
    key: entryKey(request),
    repo,
    group: groupNamed(state, fairGroup(source)),
    peerId,
    listed: listedAs(request),
    scope: scopeOf(addressOf(request)),
    complete: false,
    pool: repo.without,
    at: 0,
    earned,
    expires,
    since: now,
    until: 0,
  }
}

/**
 * Where there is no room, the address with most entries gives up those that it refreshed longest ago: who floods a
 * tracker drives out himself. Within a full repository the address is chosen among those that are in it.
 */
function makeRoom(state: TrackerState, { repo: hash }: AnnounceRequest): void {
  const { rules } = state
  const repo = state.repos.get(hash)
  if (repo && repo.entries.size >= rules.maxPeersPerRepo) {
    let victim: Entry | undefined
    for (const entry of repo.entries.values()) {
      if (!victim || entry.group.entries.size > victim.group.entries.size) victim = entry
    }
    if (victim) forget(state, victim)
  }
  while (state.peers >= rules.maxPeers || (!state.repos.has(hash) && state.repos.size >= rules.maxRepos)) {
    const victim = oldestOfLargestGroup(state)
    if (!victim) return
    forget(state, victim)
  }
}
