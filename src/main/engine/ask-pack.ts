/** Asking for a pack, one peer after the other: where no reel leads from what is here to what is wanted. */
import type { Hex } from '../../shared/model.ts'
import { MAX_BLOCK_SIZE, MAX_REEL_BLOCKS, MIN_BLOCK_SIZE } from '../gtp/limits.ts'
import { blockCount } from '../gtp/reel.ts'
import type { Message, ReelInfo } from '../gtp/types.ts'
import { PACK_TIMEOUT } from './limits.ts'
import { nextRandom } from './random.ts'
import { blame, say } from './say.ts'
import { banKey, isKnown } from './standing.ts'
import type { LinkState, PackQuestion, Step } from './state.ts'
import type { Input } from './types.ts'

/** Asked again while a question is open, it changes nothing. */
export function askPack(step: Step, { repo, want, have }: Extract<Input, { type: 'ask-pack' }>): void {
  const { questions, repos } = step.state
  if (!repos.has(repo) || questions.has(repo)) return
  const text = 'nobody who is connected has it'
  const question: PackQuestion = { want, have, tried: new Set(), asked: null, text }
  questions.set(repo, question)
  askNext(step, repo, question)
}

function askNext(step: Step, repo: Hex, question: PackQuestion): void {
  const { state, now } = step
  const ours = state.repos.get(repo)?.known?.references.seq ?? 0
  const able = [...state.links.values()].filter(
    (link) =>
      link.theirs.has(repo) && !question.tried.has(link.id) && (link.announced.get(repo) ?? -1) >= ours,
  )
  // Making a pack takes time, so that who only pretends to costs much of it: who came uninvited and gave nothing yet is asked last.
  const known = able.filter((link) => isKnown(state, link))
  const best = known.length > 0 ? known : able
  const link = best[Math.floor(nextRandom(state.random) * best.length)]
  if (!link) {
    state.questions.delete(repo)
    step.out.push({ type: 'pack-refused', repo, text: question.text })
    return
  }
  question.tried.add(link.id)
  question.asked = { link: link.id, at: now }
  say(step, link, { type: 'ask-pack', repo, want: question.want, have: question.have })
}

/** Who doesn't answer in time, or has gone, is followed by the next. */
export function tendQuestions(step: Step): void {
  const { state, now } = step
  for (const [repo, question] of [...state.questions]) {
    const { asked } = question
    if (asked && (!state.links.has(asked.link) || now - asked.at > PACK_TIMEOUT)) {
      question.asked = null
      askNext(step, repo, question)
    }
  }
}

export function hearRefusePack(
  step: Step,
  link: LinkState,
  { repo, text }: Extract<Message, { type: 'refuse-pack' }>,
): void {
  const question = step.state.questions.get(repo)
  if (question?.asked?.link !== link.id) return
  question.text = text
  question.asked = null
  askNext(step, repo, question)
}

export function hearOfferPack(
  step: Step,
  link: LinkState,
  offer: Extract<Message, { type: 'offer-pack' }>,
): void {
  const question = step.state.questions.get(offer.repo)
  if (question?.asked?.link !== link.id) return // late: it was asked of another meanwhile
  const reel = reelOf(offer, question)
  if (!reel) {
    question.text = 'what was offered is no reel'
    question.asked = null
    return askNext(step, offer.repo, question)
  }
  step.state.questions.delete(offer.repo)
  step.out.push({ type: 'pack-offered', repo: offer.repo, reel, peerId: link.peerId })
}

/** Who made a pack that turned out to be wrong is not asked again soon, whether it is still here or not. */
export function blameMaker(step: Step, peerId: Hex): void {
  const link = step.state.links.get(step.state.byPeer.get(peerId) ?? -1)
  if (link) blame(step, link, 'bad-block', 'the pack that it made is not what was asked for')
  else banKey(step, peerId)
}

/** Bytes and block size were checked as numbers; together they must make a reel. */
function reelOf(
  { reel: id, bytes, blockSize }: Extract<Message, { type: 'offer-pack' }>,
  { want, have }: PackQuestion,
): ReelInfo | null {
  const reel: ReelInfo = { id, kind: 'append', bytes, blockSize, needs: points(have), gives: points(want) }
  const isPower = (blockSize & (blockSize - 1)) === 0
  if (!isPower || blockSize < MIN_BLOCK_SIZE || blockSize > MAX_BLOCK_SIZE) return null
  return blockCount(reel) > MAX_REEL_BLOCKS ? null : reel
}

const points = (oids: readonly Hex[]) => [...new Set(oids)].sort().map((oid) => ({ oid, shallow: false }))
