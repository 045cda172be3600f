/** Peer exchange: who else is in a repository's swarm, told to those who are in it. */
import { MAX_PEERS_PER_MESSAGE } from '../gtp/limits.ts'
import type { Message, PeerAddress } from '../gtp/types.ts'
import { addCandidate } from './candidates.ts'
import { dialFor } from './dial.ts'
import { EXCHANGE_EVERY, FULL_EXCHANGE_EVERY } from './limits.ts'
import { nextRandom } from './random.ts'
import { say } from './say.ts'
import { commonRepos, type EngineState, type LinkState, type RepoState, type Step } from './state.ts'

/**
 * Tells a peer of all others in one repository: with many in common, all of them at each join would be a flood.
 * @param since only of those who joined something after this
 */
export function exchangePeers(step: Step, link: LinkState, repo: RepoState, since = -Infinity): void {
  const peers = peersOf(step.state, repo, link, since)
  if (peers.length > 0) say(step, link, { type: 'peers', repo: repo.hash, peers })
}

/** Now and then each peer hears who is new; all of them again more rarely, lest he has forgotten some. */
export function tendExchange(step: Step): void {
  const { state, now } = step
  for (const link of state.links.values()) {
    if (!link.hello || now - link.lastExchange < EXCHANGE_EVERY) continue
    const full = now - link.lastFullExchange >= FULL_EXCHANGE_EVERY
    const since = full ? -Infinity : link.lastExchange
    for (const repo of commonRepos(state, link)) exchangePeers(step, link, repo, since)
    link.lastExchange = now
    if (full) link.lastFullExchange = now
  }
}

function peersOf(state: EngineState, repo: RepoState, except: LinkState, since: number): PeerAddress[] {
  const peers: PeerAddress[] = []
  for (const { hello, theirs, peerId, address, lastJoin } of state.links.values())
    if (lastJoin > since && hello && hello.port !== 0 && theirs.has(repo.hash) && peerId !== except.peerId)
      peers.push({ peerId, address, port: hello.port })
  while (peers.length > MAX_PEERS_PER_MESSAGE)
    peers.splice(Math.floor(nextRandom(state.random) * peers.length), 1)
  return peers
}

/** Hints like any others: each is dialled within the budget, and proves itself. */
export function hearPeers(
  step: Step,
  link: LinkState,
  { repo: hash, peers }: Extract<Message, { type: 'peers' }>,
): void {
  const repo = step.state.repos.get(hash)
  if (!repo || !link.theirs.has(hash)) return
  for (const peer of peers) addCandidate(step.state, repo, peer, 'peer')
  dialFor(step, repo)
}
