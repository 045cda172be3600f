/** Upload slots: those who give most, and one that goes round, so that nobody starves. */
import {
  CHOKE_EVERY,
  LAZY_AFTER,
  LAZY_FOR,
  MIN_SLOT_RATE,
  NEWCOMER_AFTER,
  OPTIMISTIC_EVERY,
  UPLOAD_SLOTS,
} from './limits.ts'
import { nextRandom } from './random.ts'
import { perSecond } from './rate.ts'
import { say } from './say.ts'
import { forgetGiven } from './spread.ts'
import type { EngineState, LinkState, Step } from './state.ts'

/** The rank of who wasted a slot. */
const LAST = 2

/** Fewer where the upload limit would leave each with next to nothing. */
export const slotsOf = ({ upLimit }: EngineState): number =>
  upLimit ? Math.max(2, Math.min(UPLOAD_SLOTS, Math.floor(upLimit.rate / MIN_SLOT_RATE))) : UPLOAD_SLOTS

/** A peer became interested: a free slot is given at once, or a newcomer gets the turn of who had his. */
export function hearInterest(step: Step, link: LinkState, interested: boolean): void {
  const { state, now } = step
  link.theyInterested = interested
  if (!interested) return setChoke(step, link, true)
  if (!link.weChoke) return
  const used = [...state.links.values()].filter(({ weChoke }) => !weChoke)
  if (used.length < slotsOf(state)) return setChoke(step, link, false)
  const rank = rankOf(link, now)
  if (rank === LAST) return
  const idle = used.find((other) => rankOf(other, now) > rank || isLazy(other, now))
  if (idle) {
    setChoke(step, idle, true)
    return setChoke(step, link, false)
  }
  const current = state.links.get(state.optimistic ?? -1)
  if (!current || current.weChoke || link.lastServed > 0 || now - state.lastOptimistic < NEWCOMER_AFTER)
    return
  setChoke(step, current, true)
  setChoke(step, link, false)
  giveTurn(step, link)
}

export function tendChoking(step: Step): void {
  const { state, now } = step
  const asking = [...state.links.values()].filter(({ theyInterested }) => theyInterested)
  const lazy = asking.filter((link) => isLazy(link, now))
  for (const link of lazy) link.lazyUntil = link.group.lazyUntil = now + LAZY_FOR
  // A slot that nobody uses waits for no turn, where somebody else would use it.
  const isMissed = lazy.length > 0 && asking.some(({ weChoke, lazyUntil }) => weChoke && lazyUntil <= now)
  if (now - state.lastChoke < CHOKE_EVERY && !isMissed) return
  state.lastChoke = now
  const unchoked = new Set(byMerit(step, asking).slice(0, slotsOf(state) - 1))
  const optimistic = chooseOptimistic(step, asking, unchoked)
  if (optimistic) unchoked.add(optimistic)
  for (const link of state.links.values()) setChoke(step, link, !unchoked.has(link))
}

/** It has a slot, and had time to use it. */
const isLazy = ({ weChoke, unchokedAt, lastRequest }: LinkState, now: number) =>
  !weChoke && now - Math.max(unchokedAt, lastRequest) >= LAZY_AFTER

/**
 * Who wasted a slot comes last, and before him who has shown nothing better than somebody at his address who did: a new
 * connection is no new chance.
 */
const rankOf = ({ lazyUntil, lastRequest, group }: LinkState, now: number) =>
  lazyUntil > now ? LAST : lastRequest === 0 && group.lazyUntil > now ? 1 : 0

/** It makes use of its slot. */
export function noteRequest({ now }: Step, link: LinkState): void {
  link.lastRequest = now
  link.lazyUntil = 0
}

/** Who makes no use of a slot comes last. Who gives most comes first; among those who give nothing (we seed), who got least. */
const byMerit = ({ now }: Step, links: readonly LinkState[]) =>
  [...links].sort(
    (a, b) =>
      rankOf(a, now) - rankOf(b, now) ||
      perSecond(b.down, now) - perSecond(a.down, now) ||
      perSecond(a.up, now) - perSecond(b.up, now) ||
      a.id - b.id,
  )

function chooseOptimistic(
  step: Step,
  asking: LinkState[],
  taken: ReadonlySet<LinkState>,
): LinkState | undefined {
  const { state, now } = step
  const free = asking.filter((link) => !taken.has(link))
  const best = Math.min(...free.map((link) => rankOf(link, now)))
  const waiting = free.filter((link) => rankOf(link, now) === best)
  const current = waiting.find(({ id }) => id === state.optimistic)
  if (current && now - state.lastOptimistic < OPTIMISTIC_EVERY) return current
  const longest = Math.min(...waiting.map(({ lastTurn }) => lastTurn))
  const first = waiting.filter(({ lastTurn }) => lastTurn === longest)
  const next = first[Math.floor(nextRandom(state.random) * first.length)]
  if (next) giveTurn(step, next)
  else state.optimistic = null
  return next
}

function giveTurn({ state, now }: Step, link: LinkState): void {
  link.lastTurn = now
  state.optimistic = link.id
  state.lastOptimistic = now
}

/** A choked peer's waiting requests are dropped: it knows that they are, and asks elsewhere. */
function setChoke(step: Step, link: LinkState, choke: boolean): void {
  if (link.weChoke === choke) return
  link.weChoke = choke
  if (!choke) link.unchokedAt = step.now
  if (choke) {
    for (const block of link.queue) forgetGiven(step.state, link, block)
    link.queue = []
  }
  say(step, link, { type: choke ? 'choke' : 'unchoke' })
}
