/** Peer exchange: who else is in a repository's swarm, told to those who are in it. */
import { MAX_PEERS_PER_MESSAGE } from '../gtp/limits.ts'
import type { Message, PeerAddress } from '../gtp/types.ts'
import { addCandidate } from './dial.ts'
import { EXCHANGE_EVERY } from './limits.ts'
import { say } from './say.ts'
import { commonRepos, type EngineState, type LinkState, type RepoState, type Step } from './state.ts'

export function exchangePeers(step: Step, link: LinkState): void {
  link.lastExchange = step.now
  for (const repo of commonRepos(step.state, link)) {
    const peers = peersOf(step.state, repo, link)
    if (peers.length > 0) say(step, link, { type: 'peers', repo: repo.hash, peers })
  }
}

export function tendExchange(step: Step): void {
  for (const link of step.state.links.values()) {
    if (link.hello && step.now - link.lastExchange >= EXCHANGE_EVERY) exchangePeers(step, link)
  }
}

function peersOf(state: EngineState, repo: RepoState, except: LinkState): PeerAddress[] {
  const peers: PeerAddress[] = []
  for (const link of state.links.values()) {
    if (link === except || !link.hello || link.hello.port === 0 || !link.theirs.has(repo.hash)) continue
    peers.push({ peerId: link.peerId, address: link.address, port: link.hello.port })
    if (peers.length === MAX_PEERS_PER_MESSAGE) break
  }
  return peers
}

/** Hints like any others: each is dialled within the budget, and proves itself. */
export function hearPeers(
  step: Step,
  link: LinkState,
  { repo, peers }: Extract<Message, { type: 'peers' }>,
): void {
  if (!link.theirs.has(repo)) return
  for (const peer of peers) addCandidate(step, { type: 'candidate', repo, peer })
}
