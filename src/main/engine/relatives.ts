/** Related torrents: told to those who are in a repository next to them, so that whoever was not found by discovery is found. */
import type { Hex } from '../../shared/model.ts'
import { decodeRepoInfo, repoHash } from '../gtp/repo-info.ts'
import { GtpError, type Message } from '../gtp/types.ts'
import { MAX_RELATIVES } from './limits.ts'
import { blame, say } from './say.ts'
import { mayTake } from './standing.ts'
import { commonRepos, type EngineState, type LinkState, type RepoState, type Step } from './state.ts'

/** A torrent has become known: at the next tick everybody is told who stands next to it. */
export function relativesChanged({ state }: Step): void {
  for (const link of state.links.values()) link.relativesDue = true
}

export function tendRelatives(step: Step): void {
  for (const link of step.state.links.values()) {
    if (!link.relativesDue || !link.hello) continue
    link.relativesDue = false
    for (const [next, of] of untold(step.state, link)) {
      if (link.toldRelatives.size >= MAX_RELATIVES) break
      link.toldRelatives.add(next.hash)
      say(step, link, { type: 'relative', repo: of, info: next.known!.info })
    }
  }
}

/** What a peer isn't in, next to something that both are in; only what this node holds references of. */
function* untold(state: EngineState, link: LinkState): Generator<readonly [RepoState, Hex]> {
  const common = [...commonRepos(state, link)]
  const children = new Map(
    common.flatMap(({ hash, alternatives }) => alternatives.map((parent) => [parent, hash])),
  )
  const shared = new Set(common.map(({ hash }) => hash))
  for (const repo of state.repos.values()) {
    if (!repo.known || link.theirs.has(repo.hash) || link.toldRelatives.has(repo.hash)) continue
    const of = repo.alternatives.find((parent) => shared.has(parent)) ?? children.get(repo.hash)
    if (of !== undefined) yield [repo, of]
  }
}

/** A claim, as what discovery says: the host asks for its metainfo, which proves itself. */
export function hearRelative(
  step: Step,
  link: LinkState,
  { repo: of, info: bytes }: Extract<Message, { type: 'relative' }>,
): void {
  const { state } = step
  const repo = state.repos.get(of)
  if (!repo || !link.theirs.has(of) || !link.hello?.port || !mayTake(step, link, 'relatives')) return
  try {
    const info = decodeRepoInfo(bytes)
    const hash = repoHash(bytes)
    if (state.repos.has(hash)) return
    if (!info.alternatives.includes(of) && !repo.alternatives.includes(hash)) return
    const { peerId, address, hello } = link
    step.out.push({ type: 'relative', repo: hash, at: { peerId, address, port: hello.port } })
  } catch (error) {
    if (!(error instanceof GtpError)) throw error
    blame(step, link, 'bad-message', `a related project can't be used: ${error.message}`)
  }
}
