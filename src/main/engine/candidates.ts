/** Where peers may be: hints, of which those of our own host come first. */
import { MAX_CANDIDATES } from './limits.ts'
import type { Candidate, EngineState, RepoState } from './state.ts'
import type { Input } from './types.ts'

type CandidateInput = Extract<Input, { type: 'candidate' }>

export const placeKey = (address: string, port: number): string => `${address} ${port}`

/**
 * A hint that somebody with a repository listens somewhere. What our own host tells comes before what peers tell: they
 * may make up any number, and must not push out, or put another name to, the places that discovery found.
 * @param named by a tracker
 */
export function addCandidate(
  state: EngineState,
  repo: RepoState,
  peer: CandidateInput['peer'],
  toldBy: Candidate['toldBy'],
  named = false,
): void {
  if (peer.port === 0) return
  const peerId = 'peerId' in peer ? peer.peerId : null
  if (peerId === state.options.peerId) return
  const { candidates } = repo
  const key = placeKey(peer.address, peer.port)
  const before = candidates.get(key)
  if (toldBy === 'peer' && before?.toldBy === 'host') return
  const far = named && (before?.toldBy !== 'host' || before.far)
  candidates.delete(key)
  if (candidates.size >= MAX_CANDIDATES && !makeRoom(candidates, toldBy)) return
  candidates.set(key, { peerId, address: peer.address, port: peer.port, toldBy, far })
}

/** Forgets the oldest that a peer told; where there are none, our host's oldest gives way to its newest. */
function makeRoom(candidates: RepoState['candidates'], toldBy: Candidate['toldBy']): boolean {
  for (const [key, candidate] of candidates) if (candidate.toldBy === 'peer') return candidates.delete(key)
  const [oldest] = candidates.keys()
  return toldBy === 'host' && oldest !== undefined && candidates.delete(oldest)
}

export function dropCandidate(
  state: EngineState,
  { repo, peerId }: Extract<Input, { type: 'candidate-gone' }>,
): void {
  const candidates = state.repos.get(repo)?.candidates
  for (const [key, candidate] of candidates ?? []) if (candidate.peerId === peerId) candidates?.delete(key)
}
