/** Taking part in repositories, on open connections: join and leave cost no new one. */
import type { Hex } from '../../shared/model.ts'
import { MAX_REPOS_PER_CONNECTION } from '../gtp/limits.ts'
import { decodeRepoInfo } from '../gtp/repo-info.ts'
import { cancelUnwanted } from './cancel.ts'
import { dialFor } from './dial.ts'
import { exchangePeers } from './exchange.ts'
import { tendHashes } from './hashes.ts'
import { updateInterest } from './interest.ts'
import { MAX_TOLD_RETIRED, TICK_MS } from './limits.ts'
import { announceReferences, askReferences } from './references.ts'
import { forgetUnshared, showReel } from './reels.ts'
import { relativesChanged } from './relatives.ts'
import { requestBlocks } from './request.ts'
import { blame, say } from './say.ts'
import { mayTake } from './standing.ts'
import type { LinkState, ReelState, RepoState, Step } from './state.ts'
import { createBucket } from './token-bucket.ts'
import type { Input } from './types.ts'
import { forgetWishes } from './wishes.ts'

export function openRepo(step: Step, { repo: hash, known }: Extract<Input, { type: 'open-repo' }>): void {
  const { state } = step
  if (state.repos.has(hash)) return
  if (state.repos.size >= MAX_REPOS_PER_CONNECTION) {
    const text = `this node takes part in ${MAX_REPOS_PER_CONNECTION} projects already; leave one to join another`
    step.out.push({ type: 'notice', kind: 'warning', repo: hash, peerId: null, text })
    return
  }
  const repo: RepoState = {
    hash,
    known,
    alternatives: known ? decodeRepoInfo(known.info).alternatives : [],
    listed: new Set(known?.references.reels.map(({ id }) => id)),
    retired: new Set(),
    wanted: new Map(),
    paused: false,
    candidates: new Map(),
    equivocated: null,
    asking: new Map(),
  }
  state.repos.set(hash, repo)
  if (known) relativesChanged(step)
  for (const link of state.links.values()) {
    say(step, link, { type: 'join', repo: hash })
    if (link.theirs.has(hash)) meet(step, link, repo)
  }
}

export function closeRepo(step: Step, hash: Hex): void {
  const { state } = step
  if (!state.repos.delete(hash)) return
  state.questions.delete(hash)
  for (const link of state.links.values()) {
    say(step, link, { type: 'leave', repo: hash })
    link.announced.delete(hash)
  }
  wishesChanged(step)
}

/** While paused, nothing is fetched for a repository (what was asked for is taken back); serving goes on. */
export function pauseRepo(step: Step, hash: Hex, paused: boolean): void {
  const repo = step.state.repos.get(hash)
  if (!repo || repo.paused === paused) return
  repo.paused = paused
  wishesChanged(step)
  dialFor(step, repo)
}

/** Which reels a repository is to be fetched from peers; nothing is asked for any other. */
export function want(step: Step, { repo: hash, reels }: Extract<Input, { type: 'want' }>): void {
  const repo = step.state.repos.get(hash)
  if (!repo) return
  repo.wanted = new Map(reels.map(({ id, priority, stream = false }) => [id, { priority, stream }]))
  // Whoever asks again has reason to: where the store fails still, the next block tells.
  for (const { id, pace } of reels) {
    const reel = step.state.reels.get(id)
    if (!reel) continue
    reel.heldUntil = 0
    setPace(reel, pace, step.now)
  }
  wishesChanged(step)
  dialFor(step, repo)
}

function setPace(reel: ReelState, pace: number | undefined, now: number): void {
  if (pace === undefined) reel.pace = null
  else if (reel.pace?.rate !== pace) reel.pace = createBucket(pace, (pace * TICK_MS) / 1_000, now)
}

/** Who is here knows already that we have them: they were listed. */
export function retire({ state }: Step, { repo: hash, reels }: Extract<Input, { type: 'retire' }>): void {
  const repo = state.repos.get(hash)
  if (repo) repo.retired = new Set(reels)
}

function wishesChanged(step: Step): void {
  forgetWishes(step.state)
  cancelUnwanted(step)
  tendHashes(step)
  for (const link of step.state.links.values()) {
    updateInterest(step, link)
    requestBlocks(step, link)
  }
}

export function hearJoin(step: Step, link: LinkState, hash: Hex): void {
  if (link.theirs.has(hash)) return
  if (link.theirs.size >= MAX_REPOS_PER_CONNECTION)
    return blame(step, link, 'limit', 'too many projects joined')
  link.theirs.add(hash)
  link.lastJoin = step.now
  const repo = step.state.repos.get(hash)
  if (!repo) return
  if (!mayTake(step, link, 'meets')) return blame(step, link, 'limit', 'it joins again and again')
  meet(step, link, repo)
}

export function hearLeave(step: Step, link: LinkState, hash: Hex): void {
  link.theirs.delete(hash)
  link.announced.delete(hash)
  // It would reject every request for what only that project lists.
  forgetUnshared(step.state, link)
  updateInterest(step, link)
}

/** Both sides are in: each tells what it knows and has. */
function meet(step: Step, link: LinkState, repo: RepoState): void {
  if (repo.known) announceReferences(step, link, repo)
  link.relativesDue = true
  const retired = [...repo.retired].slice(0, MAX_TOLD_RETIRED)
  for (const id of new Set([...repo.listed, ...retired])) showReel(step, link, id)
  askReferences(step, repo)
  exchangePeers(step, link, repo)
}
