import { forget, schedule, unschedule } from './forget.ts'
import { addToGroup, groupNamed, oldestOfLargestGroup, removeFromGroup } from './groups.ts'
import { fairGroup, mayClaim, scopeOf } from './ip-scope.ts'
import { enterPool, leavePool } from './pools.ts'
import type { Entry, TrackedRepo, TrackerState } from './state.ts'
import type { AnnounceRequest } from './types.ts'

export const entryKey = ({ peerId, source }: AnnounceRequest): string => `${peerId}@${source}`

/** Seconds that a peer has earned, and those that it is listed for. */
type Term = Pick<Entry, 'earned' | 'expires'>

/** Lists a peer, or lists it anew, in the place of others where there is no room left. */
export function listPeer(state: TrackerState, request: AnnounceRequest, term: Term, now: number): Entry {
  const known = state.repos.get(request.repo)?.entries.get(entryKey(request))
  if (known) removePlaces(state, known)
  else makeRoom(state, request)
  const entry = known ?? createEntry(state, request)
  const { source, address = source } = request
  entry.address = mayClaim(source, address) ? address : source
  entry.scope = scopeOf(entry.address)
  entry.port = request.port
  entry.earned = term.earned
  entry.expires = term.expires
  entry.since = now
  addPlaces(state, entry, request.completed)
  return entry
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

function createEntry(state: TrackerState, request: AnnounceRequest): Entry {
  const { repo: hash, peerId, port, source } = request
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
    address: source,
    port,
    scope: scopeOf(source),
    complete: false,
    pool: repo.without,
    at: 0,
    earned: 0,
    expires: 0,
    since: 0,
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
