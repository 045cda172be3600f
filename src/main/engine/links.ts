/** Connections: one a pair of peers, hello first, and an end for those that are silent or of no use. */
import type { Hex } from '../../shared/model.ts'
import { PROTOCOL_VERSION } from '../gtp/limits.ts'
import type { Message } from '../gtp/types.ts'
import { noteHeard } from './check-links.ts'
import { dialSucceeded, noteWelcome } from './dial.ts'
import {
  BUSY_LINK,
  HELLO_TIMEOUT,
  IDLE_TIMEOUT,
  KEEP_ALIVE_EVERY,
  LOST_AFTER,
  MAX_MESSAGES_PER_SECOND,
  NEWS_BURST,
  NEWS_RATE,
  SILENCE_TIMEOUT,
} from './limits.ts'
import { makeRoom } from './make-room.ts'
import { createRate } from './rate.ts'
import { accountOf, groupOf, isRefused, noteNewKey } from './standing.ts'
import { blame, closeLink, say } from './say.ts'
import { sharesAny, type LinkState, type Step } from './state.ts'
import { createBucket, hasTokens, spend } from './token-bucket.ts'
import type { Input } from './types.ts'

type LinkUp = Extract<Input, { type: 'link-up' }>

export function linkUp(step: Step, input: LinkUp): void {
  const { state } = step
  const link = createLink(step, input, input.initiated ? dialSucceeded(step, input) : null)
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

function refusalOf(step: Step, link: LinkState): ['self' | 'limit' | 'full', string] | null {
  const { state } = step
  if (link.peerId === state.options.peerId) return ['self', 'this is the same node']
  if (isRefused(step, link.peerId, link.group))
    return ['limit', 'wrong data came from you, or from your address; come back later']
  noteNewKey(step, link)
  if (!makeRoom(step, link)) return ['full', 'too many connections']
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
  { state, now }: Step,
  { link, peerId, address, initiated }: LinkUp,
  place: string | null,
): LinkState {
  return {
    id: link,
    peerId,
    address,
    account: accountOf(state, peerId, now),
    group: groupOf(state, address, now),
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
    down: createRate(now),
    up: createRate(now),
    lastHeard: now,
    lastSaid: now,
    unanswered: null,
    snubbedUntil: 0,
    silences: 0,
    rejects: 0,
    rests: 0,
    unchokedAt: now,
    lastRequest: 0,
    lazyUntil: 0,
    idleSince: now,
    lastJoin: now,
    lastExchange: now,
    lastFullExchange: now,
    toldRelatives: new Set(),
    relativesDue: false,
    news: createBucket(NEWS_RATE, NEWS_BURST, now),
    messages: 0,
    saidBefore: 0,
    countedFrom: now,
  }
}

/** Whether a message may be looked at: the peer said hello first, and is not flooding. */
export function mayHear(step: Step, link: LinkState, message: Message): boolean {
  const { now } = step
  noteHeard(link, now)
  if (now - link.countedFrom >= 1_000 && !startCount(step, link)) {
    blame(step, link, 'limit', 'too many messages at once come from its address')
    return false
  }
  if (message.type !== 'block' && ++link.messages > MAX_MESSAGES_PER_SECOND) {
    blame(step, link, 'limit', 'too many messages at once')
    return false
  }
  if ((link.hello === null) === (message.type === 'hello') || message.type === 'goodbye') return true
  blame(step, link, 'bad-message', link.hello ? 'hello was said twice' : 'hello has to come first')
  return false
}

/** Begins a new second. False where its address said too much in the last ones, and this link was not the quiet one. */
function startCount({ now }: Step, link: LinkState): boolean {
  const { group, messages } = link
  spend(group.messages, messages)
  link.saidBefore = messages
  link.messages = 0
  link.countedFrom = now
  return hasTokens(group.messages, now) || messages <= BUSY_LINK
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
