/**
 * Questions that any of several peers can answer (a hash list, references): asked of one, and while it says nothing of one
 * more, so that however many are silent, whoever speaks is found soon. Who leaves them unanswered is asked last, and then dropped.
 */
import {
  ANSWER_PATIENCE,
  ANSWER_PATIENCE_HEARD,
  ANSWER_TIMEOUT,
  MAX_ASKED_AT_ONCE,
  MAX_SILENCES,
} from './limits.ts'
import { nextRandom } from './random.ts'
import { blame } from './say.ts'
import type { EngineState, LinkState, Step } from './state.ts'
import type { LinkId } from './types.ts'

/** Whom it was asked of, and when; in that order. */
export type Question = Map<LinkId, number>

/** Whether nobody was asked just now who may still answer. Who had his time is no longer waited for. */
export function isDue({ state, now }: Step, question: Question): boolean {
  for (const [id, at] of question) {
    const link = state.links.get(id)
    if (!link) question.delete(id)
    else if (now - at >= ANSWER_TIMEOUT) {
      question.delete(id)
      link.silences++
    }
  }
  if (question.size === 0) return true
  if (question.size >= MAX_ASKED_AT_ONCE) return false
  const [id, at] = [...question].at(-1)!
  const heard = (state.links.get(id)?.lastHeard ?? 0) > at
  return now - at >= (heard ? ANSWER_PATIENCE_HEARD : ANSWER_PATIENCE)
}

/** Any of those that are not asked already and were silent least often. */
export function whomToAsk(
  { random }: EngineState,
  question: Question,
  able: readonly LinkState[],
): LinkState | undefined {
  const others = able.filter(({ id }) => !question.has(id))
  const fewest = Math.min(...others.map(({ silences }) => silences))
  const best = others.filter(({ silences }) => silences === fewest)
  return best[Math.floor(nextRandom(random) * best.length)]
}

/** Something came that was asked for: it is none of the silent. */
export function noteAnswer(question: Question, link: LinkState): boolean {
  if (!question.delete(link.id)) return false
  link.silences = 0
  return true
}

/** Ends links whose peers left question after question unanswered, and gave nothing else meanwhile. */
export function tendSilences(step: Step): void {
  for (const link of [...step.state.links.values()])
    if (link.silences >= MAX_SILENCES) blame(step, link, 'limit', 'it does not answer what it could')
}
