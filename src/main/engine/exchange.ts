/** Peer exchange: who else is in a repository's swarm, told to those who are in it. */
import { MAX_PEERS_PER_MESSAGE } from '../gtp/limits.ts'
import type { Message, PeerAddress } from '../gtp/types.ts'
import { addCandidate } from './candidates.ts'
import { dialFor } from './dial.ts'
import { EXCHANGE_EVERY } from './limits.ts'
import { nextRandom } from './random.ts'
import { say } from './say.ts'
import { commonRepos, type EngineState, type LinkState, type RepoState, type Step } from './state.ts'

/** In one repository: with many in common, all of them at each join would be a flood. */
export function exchangePeers(step: Step, link: LinkState, repo: RepoState): void {
  link.lastExchange = step.now
  const peers = peersOf(step.state, repo, link)
  if (peers.length > 0) say(step, link, { type: 'peers', repo: repo.hash, peers })
}

export function tendExchange(step: Step): void {
  for (const link of step.state.links.values()) {
    if (!link.hello || step.now - link.lastExchange < EXCHANGE_EVERY) continue
    for (const repo of commonRepos(step.state, link)) exchangePeers(step, link, repo)
  }
}

function peersOf(state: EngineState, repo: RepoState, except: LinkState): PeerAddress[] {
  const peers: PeerAddress[] = []
  for (const { hello, theirs, peerId, address } of state.links.values())
    if (hello && hello.port !== 0 && theirs.has(repo.hash) && peerId !== except.peerId)
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
