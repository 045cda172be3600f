/** Who has the newest signed references: announced, asked for, verified, accepted only if newer. */
import type { Hex } from '../../shared/model.ts'
import { equalBytes } from '../gtp/bytes.ts'
import { verifyReferences } from '../gtp/references/verify-references.ts'
import { decodeRepoInfo, repoHash } from '../gtp/repo-info.ts'
import { GtpError, type Message, type VerifiedReferences } from '../gtp/types.ts'
import { mayAnswer } from './answers.ts'
import { isDue, noteAnswer, whomToAsk } from './questions.ts'
import { showReel } from './reels.ts'
import { relativesChanged } from './relatives.ts'
import { blame, say } from './say.ts'
import { isForgiven, noteEarned } from './standing.ts'
import type { LinkState, RepoState, Step } from './state.ts'

export function announceReferences(step: Step, link: LinkState, { hash, known }: RepoState): void {
  if (known)
    say(step, link, {
      type: 'references',
      repo: hash,
      seq: known.references.seq,
      digest: known.references.digest,
    })
}

/** This node's own, signed just now. */
export function publishReferences(step: Step, references: VerifiedReferences): void {
  const repo = step.state.repos.get(references.repoHash)
  if (repo?.known) accept(step, repo, repo.known.info, references)
}

export function hearReferences(
  step: Step,
  link: LinkState,
  message: Extract<Message, { type: 'references' }>,
): void {
  const repo = step.state.repos.get(message.repo)
  if (!repo || !link.theirs.has(message.repo)) return
  link.announced.set(message.repo, message.seq)
  const ours = repo.known?.references
  if (ours && message.seq === ours.seq && message.digest !== ours.digest) {
    askProof(step, link, repo)
    return
  }
  askReferences(step, repo)
}

/** Asks one peer who announced newer ones than ours; when he doesn't answer in time, the next. */
export function askReferences(step: Step, repo: RepoState): void {
  const { state, now } = step
  if (!isDue(step, repo.asking)) return
  const ours = repo.known?.references.seq ?? -1
  const newer = [...state.links.values()].filter((link) => (link.announced.get(repo.hash) ?? -1) > ours)
  const link = whomToAsk(state, repo.asking, newer)
  if (!link) return
  repo.asking.set(link.id, now)
  say(step, link, { type: 'get-references', repo: repo.hash })
}

/** Anybody may claim that the publisher signed twice: the object has to be seen first. Once told, it is told. */
function askProof(step: Step, link: LinkState, repo: RepoState): void {
  if (repo.asking.size > 0 || repo.equivocated === repo.known?.references.seq) return
  repo.asking.set(link.id, step.now)
  say(step, link, { type: 'get-references', repo: repo.hash })
}

function noteEquivocation(step: Step, link: LinkState, repo: RepoState, seq: number): void {
  if (repo.equivocated === seq) return
  repo.equivocated = seq
  const text = `two different lists of heads bear the number ${seq}; only the first one seen counts`
  step.out.push({ type: 'notice', kind: 'refused', repo: repo.hash, peerId: link.peerId, text })
}

export function hearGetReferences(step: Step, link: LinkState, hash: Hex): void {
  const known = step.state.repos.get(hash)?.known
  if (!known || !link.theirs.has(hash)) return
  const { info, references } = known
  if (!mayAnswer(step, link, info.length + references.bytes.length)) return
  say(step, link, { type: 'references-object', repo: hash, info, object: references.bytes })
}

type ReferencesObject = Extract<Message, { type: 'references-object' }>

export function hearReferencesObject(step: Step, link: LinkState, message: ReferencesObject): void {
  const repo = step.state.repos.get(message.repo)
  if (!repo || !noteAnswer(repo.asking, link)) return // late: others were asked meanwhile
  try {
    const references = verify(repo, message)
    if (references.seq > (repo.known?.references.seq ?? -1)) {
      noteEarned(step.state, link.peerId)
      accept(step, repo, message.info, references)
    } else if (isTwin(repo, references)) noteEquivocation(step, link, repo, references.seq)
    else if (!isForgiven(step, link.account.falseNews))
      return blame(step, link, 'limit', 'it announces newer heads again and again, and has none')
    else link.announced.set(repo.hash, references.seq)
  } catch (error) {
    if (!(error instanceof GtpError)) throw error
    return blame(step, link, 'bad-message', `the references can't be used: ${error.message}`)
  }
  askReferences(step, repo)
}

const isTwin = ({ known }: RepoState, { seq, digest }: VerifiedReferences) =>
  known?.references.seq === seq && known.references.digest !== digest

function verify(repo: RepoState, { info, object }: ReferencesObject): VerifiedReferences {
  if (repo.known ? !equalBytes(repo.known.info, info) : repoHash(info) !== repo.hash) {
    throw new GtpError('references', 'they come with the description of another project')
  }
  return verifyReferences(object, decodeRepoInfo(info))
}

function accept(step: Step, repo: RepoState, info: Uint8Array, references: VerifiedReferences): void {
  const before = repo.listed
  repo.asking.clear()
  if (!repo.known) {
    repo.alternatives = decodeRepoInfo(info).alternatives
    relativesChanged(step)
  }
  repo.known = { info, references }
  repo.listed = new Set(references.reels.map(({ id }) => id))
  step.out.push({ type: 'references', repo: repo.hash, info, references })
  for (const link of step.state.links.values()) {
    if (!link.theirs.has(repo.hash)) continue
    announceReferences(step, link, repo)
    for (const id of repo.listed) if (!before.has(id)) showReel(step, link, id)
  }
}
