/** Where peers may be, and when to dial them: a budget, and patience that grows with each failure. */
import {
  DIAL_BACKOFF,
  HUNGRY_LINKS,
  MAX_CANDIDATES,
  MAX_DIAL_BACKOFF,
  MAX_DIALS,
  MAX_LINKS,
  MESH_LINKS,
} from './limits.ts'
import { nextRandom } from './random.ts'
import { isComplete, type Candidate, type EngineState, type RepoState, type Step } from './state.ts'
import { hasTokens, spend } from './token-bucket.ts'
import type { Input } from './types.ts'

type CandidateInput = Extract<Input, { type: 'candidate' }>

const placeKey = (address: string, port: number) => `${address} ${port}`

/** A hint that somebody with a repository listens somewhere. The oldest are forgotten first. */
export function addCandidate(state: EngineState, repo: RepoState, peer: CandidateInput['peer']): void {
  if (peer.port === 0) return
  const peerId = 'peerId' in peer ? peer.peerId : null
  if (peerId === state.options.peerId) return
  const key = placeKey(peer.address, peer.port)
  repo.candidates.delete(key)
  repo.candidates.set(key, { peerId, address: peer.address, port: peer.port })
  const [oldest] = repo.candidates.keys()
  if (repo.candidates.size > MAX_CANDIDATES && oldest !== undefined) repo.candidates.delete(oldest)
}

export function hearCandidate(step: Step, { repo: hash, peer }: CandidateInput): void {
  const repo = step.state.repos.get(hash)
  if (!repo) return
  addCandidate(step.state, repo, peer)
  dialFor(step, repo)
}

export function dropCandidate(
  state: EngineState,
  { repo, peerId }: Extract<Input, { type: 'candidate-gone' }>,
): void {
  const candidates = state.repos.get(repo)?.candidates
  for (const [key, candidate] of candidates ?? []) if (candidate.peerId === peerId) candidates?.delete(key)
}

/** Dials on behalf of every repository, and forgets places that nobody names any more. */
export function tendDials(step: Step): void {
  const { state, now } = step
  for (const repo of state.repos.values()) dialFor(step, repo)
  for (const [key, dial] of state.dials) {
    const named = [...state.repos.values()].some(({ candidates }) => candidates.has(key))
    if (!dial.pending && !named && dial.notBefore <= now) state.dials.delete(key)
  }
}

export function dialFor(step: Step, repo: RepoState): void {
  const { state } = step
  const aim = isHungry(state, repo) ? HUNGRY_LINKS : MESH_LINKS
  const pending = countPending(state)
  let room = Math.min(
    MAX_DIALS - pending,
    MAX_LINKS - state.links.size,
    aim - countLinks(state, repo) - pending,
  )
  if (room <= 0) return
  const ready = [...repo.candidates.values()].filter((candidate) => mayDial(step, candidate))
  while (room-- > 0 && ready.length > 0 && hasTokens(state.dialBudget, step.now)) {
    spend(state.dialBudget, 1)
    const [candidate] = ready.splice(Math.floor(nextRandom(state.random) * ready.length), 1)
    const { address, port, peerId } = candidate!
    const before = state.dials.get(placeKey(address, port))
    state.dials.set(placeKey(address, port), { pending: true, failures: before?.failures ?? 0, notBefore: 0 })
    step.out.push({ type: 'dial', address, port, expect: peerId })
  }
}

/** Whether it still lacks something that peers may have. */
function isHungry(state: EngineState, repo: RepoState): boolean {
  if (repo.paused) return false
  if (!repo.known) return true
  for (const id of repo.wanted.keys()) {
    const reel = state.reels.get(id)
    if (!reel || !isComplete(reel)) return true
  }
  return false
}

function mayDial({ state, now }: Step, { peerId, address, port }: Candidate): boolean {
  const dial = state.dials.get(placeKey(address, port))
  if (dial && (dial.pending || dial.notBefore > now)) return false
  if (peerId !== null) return !state.byPeer.has(peerId) && (state.bannedUntil.get(peerId) ?? 0) <= now
  for (const link of state.links.values())
    if (link.address === address && link.hello?.port === port) return false
  return true
}

const countPending = (state: EngineState) => [...state.dials.values()].filter(({ pending }) => pending).length

const countLinks = (state: EngineState, repo: RepoState) =>
  [...state.links.values()].filter(({ theirs }) => theirs.has(repo.hash)).length

/** The place answered; should its link end, it is not dialled again at once. */
export function dialSucceeded({ state, now }: Step, address: string, port: number): void {
  state.dials.set(placeKey(address, port), { pending: false, failures: 0, notBefore: now + DIAL_BACKOFF })
}

export function dialFailed({ state, now }: Step, address: string, port: number): void {
  const failures = (state.dials.get(placeKey(address, port))?.failures ?? 0) + 1
  const wait = Math.min(MAX_DIAL_BACKOFF, DIAL_BACKOFF * 2 ** (failures - 1))
  const spread = 0.75 + nextRandom(state.random) / 2
  state.dials.set(placeKey(address, port), { pending: false, failures, notBefore: now + wait * spread })
}
