/** Connections: one a pair of peers, hello first, and an end for those that are silent or of no use. */
import type { Hex } from '../../shared/model.ts'
import { PROTOCOL_VERSION } from '../gtp/limits.ts'
import type { Message } from '../gtp/types.ts'
import { noteHeard } from './check-links.ts'
import { dialSucceeded, noteWelcome } from './dial.ts'
import {
  ANSWER_BURST,
  ANSWER_RATE,
  HELLO_TIMEOUT,
  IDLE_TIMEOUT,
  KEEP_ALIVE_EVERY,
  LOST_AFTER,
  MAX_LINKS,
  MAX_MESSAGES_PER_SECOND,
  SILENCE_TIMEOUT,
} from './limits.ts'
import { createRate } from './rate.ts'
import { blame, closeLink, say } from './say.ts'
import { sharesAny, type LinkState, type Step } from './state.ts'
import { createBucket } from './token-bucket.ts'
import type { Input } from './types.ts'

type LinkUp = Extract<Input, { type: 'link-up' }>

export function linkUp(step: Step, input: LinkUp): void {
  const { state, now } = step
  const link = createLink(input, now, input.initiated ? dialSucceeded(step, input) : null)
  state.links.set(link.id, link)
  const refusal = refusalOf(step, link)
  if (refusal) return closeLink(step, link, ...refusal)
  const { version = PROTOCOL_VERSION } = input
  if (version !== PROTOCOL_VERSION) {
    greet(step, link)
    return endForVersion(step, link, version)
  }
  const rival = state.links.get(state.byPeer.get(link.peerId) ?? -1)
  if (rival) {
    const loser = losesAgainst(step, link, rival) ? link : rival
    state.byPeer.set(link.peerId, loser === link ? rival.id : link.id)
    closeLink(step, loser, 'duplicate', 'there is another connection between us')
    if (loser === link) return
  }
  state.byPeer.set(link.peerId, link.id)
  greet(step, link)
  for (const repo of state.repos.keys()) say(step, link, { type: 'join', repo })
}

function greet(step: Step, link: LinkState): void {
  const { name, port, agent } = step.state.options
  say(step, link, { type: 'hello', version: PROTOCOL_VERSION, name, port, agent })
}

/** Tells both users: ours by the driver, theirs by the goodbye. */
function endForVersion(step: Step, link: LinkState, version: string, name = ''): void {
  step.out.push({ type: 'other-version', peerId: link.peerId, name, version })
  closeLink(step, link, 'version', `we speak ${PROTOCOL_VERSION}, you ${version}`)
}

function refusalOf({ state, now }: Step, link: LinkState): ['self' | 'limit' | 'full', string] | null {
  if (link.peerId === state.options.peerId) return ['self', 'this is the same node']
  if ((state.bannedUntil.get(link.peerId) ?? 0) > now)
    return ['limit', 'you sent wrong data; come back later']
  if (state.links.size > MAX_LINKS) return ['full', 'too many connections']
  return null
}

/**
 * Both sides keep the same one of two links: the one that the lower peer ID dialled; of two by one dialler the newer,
 * since he has lost the older. A rival that missed a keep-alive is lost as well: its peer was cut off without a word.
 */
function losesAgainst({ state, now }: Step, link: LinkState, rival: LinkState): boolean {
  if (link.initiated === rival.initiated || now - rival.lastHeard > LOST_AFTER) return false
  const self: Hex = state.options.peerId
  return link.initiated ? self > link.peerId : link.peerId > self
}

function createLink(
  { link, peerId, address, initiated }: LinkUp,
  now: number,
  place: string | null,
): LinkState {
  return {
    id: link,
    peerId,
    address,
    place,
    initiated,
    since: now,
    hello: null,
    theirs: new Set(),
    announced: new Map(),
    has: new Map(),
    toldBytes: 0,
    weChoke: true,
    weInterested: false,
    usefulAt: now,
    theyChoke: true,
    theyInterested: false,
    asked: new Map(),
    refused: new Map(),
    excused: 0,
    lastBlock: now,
    queue: [],
    serving: new Set(),
    given: new Map(),
    lastServed: 0,
    lastTurn: Number.NEGATIVE_INFINITY,
    answers: createBucket(ANSWER_RATE, ANSWER_BURST, now),
    falseNews: 0,
    down: createRate(now),
    up: createRate(now),
    lastHeard: now,
    lastSaid: now,
    unanswered: null,
    snubbedUntil: 0,
    unasked: 0,
    idleSince: now,
    lastJoin: now,
    lastExchange: now,
    lastFullExchange: now,
    toldRelatives: new Set(),
    relativesDue: false,
    relativesHeard: 0,
    messages: 0,
    countedFrom: now,
  }
}

/** Whether a message may be looked at: the peer said hello first, and is not flooding. */
export function mayHear(step: Step, link: LinkState, message: Message): boolean {
  const { now } = step
  noteHeard(link, now)
  if (now - link.countedFrom >= 1_000) {
    link.messages = 0
    link.countedFrom = now
  }
  if (message.type !== 'block' && ++link.messages > MAX_MESSAGES_PER_SECOND) {
    blame(step, link, 'limit', 'too many messages at once')
    return false
  }
  if ((link.hello === null) === (message.type === 'hello') || message.type === 'goodbye') return true
  blame(step, link, 'bad-message', link.hello ? 'hello was said twice' : 'hello has to come first')
  return false
}

export function hearHello(step: Step, link: LinkState, message: Extract<Message, { type: 'hello' }>): void {
  if (!message.version.startsWith('GTP/0.')) {
    return endForVersion(step, link, message.version, message.name)
  }
  link.hello = { name: message.name, port: message.port, version: message.version }
  noteWelcome(step, link)
}

/** Keep-alives, and the end of links that are silent or serve nobody. */
export function tendLinks(step: Step): void {
  const { state, now } = step
  for (const link of [...state.links.values()]) {
    if (!link.hello && now - link.since > HELLO_TIMEOUT) {
      closeLink(step, link, 'idle', 'no hello came')
      continue
    }
    if (now - link.lastHeard > SILENCE_TIMEOUT) {
      closeLink(step, link, 'idle', 'nothing was heard for too long')
      continue
    }
    if (sharesAny(state, link)) link.idleSince = now
    else if (now - link.idleSince > IDLE_TIMEOUT) {
      closeLink(step, link, 'idle', 'we share no project')
      continue
    }
    if (now - link.lastSaid > KEEP_ALIVE_EVERY) say(step, link, { type: 'keep-alive' })
  }
}
