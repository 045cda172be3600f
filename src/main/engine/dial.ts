/** When to dial where peers may be: a budget, and patience that grows with each failure. */
import type { Hex } from '../../shared/model.ts'
import { fairGroup } from '../gtp/ip-scope.ts'
import {
  AIM_LINKS,
  DIAL_BACKOFF,
  DIAL_TIMEOUT,
  FAR_LINKS,
  HUNGRY_LINKS,
  HUNGRY_OWN_LINKS,
  MAX_DIAL_BACKOFF,
  MAX_DIALS,
  MAX_LINKS,
  MESH_LINKS,
  MESH_OWN_LINKS,
  NEXT_ADDRESS_AFTER,
} from './limits.ts'
import { addCandidate, placeKey } from './candidates.ts'
import { nextRandom } from './random.ts'
import { isRefused } from './standing.ts'
import {
  isComplete,
  type Candidate,
  type Dialling,
  type EngineState,
  type LinkState,
  type RepoState,
  type Step,
} from './state.ts'
import { hasTokens, spend } from './token-bucket.ts'
import type { Input } from './types.ts'

type CandidateInput = Extract<Input, { type: 'candidate' }>
type LinkUp = Extract<Input, { type: 'link-up' }>
type DialFailed = Extract<Input, { type: 'dial-failed' }>

export function hearCandidate(step: Step, { repo: hash, peer, far = false }: CandidateInput): void {
  const repo = step.state.repos.get(hash)
  if (!repo) return
  addCandidate(step.state, repo, peer, 'host', far)
  dialFor(step, repo)
}

/** Dials on behalf of every repository, and forgets places that nobody names any more. */
export function tendDials(step: Step): void {
  const { state, now } = step
  for (const dial of state.dials.values())
    if (dial.pending && now - dial.at > DIAL_TIMEOUT) noteEnd(step, dial)
  for (const repo of state.repos.values()) dialFor(step, repo)
  for (const [key, dial] of state.dials) {
    if (!dial.pending && dial.notBefore <= now && !isNamed(state, key)) state.dials.delete(key)
  }
}

function isNamed({ repos }: EngineState, key: string): boolean {
  for (const { candidates } of repos.values()) if (candidates.has(key)) return true
  return false
}

export function dialFor(step: Step, repo: RepoState): void {
  const { state } = step
  const hungry = isHungry(state, repo)
  const pending = countPending(state)
  if (pending >= MAX_DIALS) return
  const { links, own } = countLinks(state, repo)
  const budget = (links < MESH_LINKS ? MAX_LINKS : AIM_LINKS) - state.links.size
  const aim = (hungry ? HUNGRY_LINKS : MESH_LINKS) - links
  const ownAim = (hungry ? HUNGRY_OWN_LINKS : MESH_OWN_LINKS) - own
  let room = Math.min(MAX_DIALS, Math.max(ownAim, Math.min(budget, aim))) - pending
  const farAlone = room <= 0
  if (farAlone) room = Math.min(MAX_DIALS, AIM_LINKS - state.links.size, farAim(state, repo)) - pending
  if (room <= 0) return
  const ready = [...repo.candidates.values()].filter(
    (candidate) => (candidate.far || !farAlone) && mayDial(step, candidate, hungry),
  )
  const told = ready.filter(({ toldBy }) => toldBy === 'host')
  const hearsay = ready.filter(({ toldBy }) => toldBy === 'peer')
  const trying = triedJustNow(step)
  while (room > 0 && hasTokens(state.dialBudget, step.now)) {
    const candidate = takeAny(state, told) ?? takeAny(state, hearsay)
    if (!candidate) return
    const { peerId } = candidate
    if (peerId !== null && trying.has(peerId)) continue
    if (peerId !== null) trying.add(peerId)
    room--
    spend(state.dialBudget, 1)
    dial(step, candidate)
  }
}

/** Peers whose one address is being tried: not yet at another one, lest the two links be one too many. */
function triedJustNow({ state, now }: Step): Set<Hex> {
  const peers = new Set<Hex>()
  for (const { pending, expect, at } of state.dials.values())
    if (pending && expect !== null && now - at < NEXT_ADDRESS_AFTER) peers.add(expect)
  return peers
}

/** Any of them, by turns of chance among addresses: a thousand places at one address keep nobody from the one at another. */
function takeAny({ random }: EngineState, candidates: Candidate[]): Candidate | undefined {
  const any = <T>(all: readonly T[]) => all[Math.floor(nextRandom(random) * all.length)]
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const key = fairGroup(candidate.address)
    const group = groups.get(key)
    if (group) group.push(candidate)
    else groups.set(key, [candidate])
  }
  const taken = any(any([...groups.values()]) ?? [])
  if (taken) candidates.splice(candidates.indexOf(taken), 1)
  return taken
}

function dial({ state, now, out }: Step, { address, port, peerId }: Candidate): void {
  const key = placeKey(address, port)
  const failures = state.dials.get(key)?.failures ?? 0
  state.dials.set(key, { pending: true, at: now, expect: peerId, failures, notBefore: 0 })
  out.push({ type: 'dial', address, port, expect: peerId })
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

function mayDial(step: Step, { peerId, address, port }: Candidate, hungry: boolean): boolean {
  const { state, now } = step
  const dial = state.dials.get(placeKey(address, port))
  if (dial && (dial.pending || dial.notBefore > now)) return false
  if (peerId !== null) {
    if (state.byPeer.has(peerId) || isRefused(step, peerId, state.groups.get(fairGroup(address))))
      return false
    return hungry || (state.partedUntil.get(peerId) ?? 0) <= now
  }
  for (const link of state.links.values())
    if (link.address === address && link.hello?.port === port) return false
  return true
}

const countPending = (state: EngineState) => [...state.dials.values()].filter(({ pending }) => pending).length

const farAim = ({ byPeer }: EngineState, { candidates }: RepoState) =>
  FAR_LINKS -
  [...candidates.values()].filter(({ far, peerId }) => far && peerId !== null && byPeer.has(peerId)).length

/** Links to those who are in a repository, and those of them that this node dialled. */
export function countLinks({ links: all }: EngineState, { hash }: RepoState): { links: number; own: number } {
  let [links, own] = [0, 0]
  for (const { theirs, place } of all.values()) {
    if (!theirs.has(hash)) continue
    links++
    if (place !== null) own++
  }
  return { links, own }
}

/**
 * The place answered; whether its peer talks to us is another question, and until it does this counts as a failure.
 * One address has several spellings, and a socket tells its own: then the dial is known by whom we expected.
 * @returns the place that was dialled
 */
export function dialSucceeded(step: Step, { address, port, peerId }: LinkUp): string {
  const { dials } = step.state
  const key = placeKey(address, port)
  const place = dials.has(key) ? key : ([...dials].find(([, dial]) => isFor(dial, peerId))?.[0] ?? key)
  const dial = dials.get(place)
  if (dial) noteEnd(step, dial)
  return place
}

const isFor = ({ pending, expect }: Dialling, peerId: Hex) => pending && expect === peerId

/** The peer said hello: should its link end, its place is dialled again soon. */
export function noteWelcome({ state, now }: Step, { place }: LinkState): void {
  const dial = place === null ? undefined : state.dials.get(place)
  if (!dial) return
  dial.failures = 0
  dial.notBefore = now + DIAL_BACKOFF
}

/** Its peer understands nothing of us: it is looked at again now and then, for it may be updated. */
export function noteForeign({ state, now }: Step, { place }: LinkState): void {
  const dial = place === null ? undefined : state.dials.get(place)
  if (dial) dial.notBefore = now + MAX_DIAL_BACKOFF
}

export function dialFailed(step: Step, { address, port, otherVersion }: DialFailed): void {
  const dial = step.state.dials.get(placeKey(address, port))
  if (!dial) return
  noteEnd(step, dial)
  if (otherVersion && dial.expect !== null)
    step.out.push({ type: 'other-version', peerId: dial.expect, name: '', version: null })
}

/** What failed on another network, or before this computer slept, says nothing about this one. */
export function dialAnew(step: Step): void {
  for (const dial of step.state.dials.values()) {
    dial.failures = 0
    dial.notBefore = 0
  }
  tendDials(step)
}

function noteEnd({ state, now }: Step, dial: Dialling): void {
  dial.pending = false
  dial.failures++
  const wait = Math.min(MAX_DIAL_BACKOFF, DIAL_BACKOFF * 2 ** (dial.failures - 1))
  dial.notBefore = now + wait * (0.75 + nextRandom(state.random) / 2)
}
