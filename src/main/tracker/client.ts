import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { announceUrl } from './announce-url.ts'
import { shuffle } from './choose-peers.ts'
import type { AskOptions, HttpReply } from './fetch-answer.ts'
import { MIN_WAIT, STOP_TIMEOUT } from './limits.ts'
import { readReply } from './read-reply.ts'
import type { Announce, AnnounceEvent, PeersAnswer } from './types.ts'
import { waitAfterAnswer, waitAfterFailure } from './waits.ts'

export interface AnnouncerOptions {
  readonly repo: Hex
  /** URLs, at most MAX_TRACKERS; tried in random order, one at a time. */
  readonly trackers: readonly string[]
  /** What this node says of itself, asked anew for each announce. */
  readonly self: () => Omit<Announce, 'repo' | 'event'>
  /** Whom a tracker named, without this node. A stranger's word: dialling finds out who they are. Must not throw. */
  readonly onAnswer: (answer: PeersAnswer) => void
  /** Why a tracker gave no answer; the announcer goes on by itself. Must not throw. */
  readonly onTrouble: (tracker: string, error: AppError) => void
  readonly fetch: (tracker: string, url: string, options: AskOptions) => Promise<HttpReply>
  /** Milliseconds of a monotonous clock. */
  readonly now: () => number
  /** 0 up to but not including 1. */
  readonly random: () => number
  /** Runs something in so many milliseconds; returns how to call that off. */
  readonly setTimer: (ms: number, run: () => void) => () => void
}

export interface Announcer {
  start(): void
  /** Asks no more for now, and tells the trackers nothing: they list this node for as long as they said. */
  rest(): void
  /** Tells the trackers that list this node, waiting STOP_TIMEOUT at most. It may start again afterwards. */
  stop(): Promise<void>
  /** This node is somewhere else: trackers list it where it was, and those that failed may be reached from here. */
  moved(): void
  /** How it stands with each tracker, in the order in which they are tried. */
  view(): readonly AskedTracker[]
}

/** Times in milliseconds from now. */
export interface AskedTracker {
  readonly url: string
  /** Not asked so far, answered the last time, gave no answer, or left alone by rest(). */
  readonly state: 'waiting' | 'answered' | 'failed' | 'resting'
  /** For how long it lists this node; null: it doesn't. */
  readonly expiresIn: number | null
  /** Until it may be asked again; null: at any time. */
  readonly nextIn: number | null
}

interface TrackerRecord {
  readonly url: string
  /** Milliseconds: not asked before, and listed until. */
  notBefore: number
  listedUntil: number
  failures: number
}

/** Announces one repository for as long as it is started. */
export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { repo, self, onAnswer, onTrouble, fetch, now, random, setTimer } = options
  const records = [...new Set(options.trackers)].map((url): TrackerRecord => ({
    url,
    notBefore: -Infinity,
    listedUntil: -Infinity,
    failures: 0,
  }))
  // The one that answered last is the first.
  const order = shuffle(records, random)
  let calledOff: (() => void) | null = null
  let resting = false
  let asking: { readonly record: TrackerRecord; readonly abort: AbortController } | null = null

  const send = async (record: TrackerRecord, event: AnnounceEvent | undefined, ask: AskOptions) => {
    const announce: Announce = { ...self(), repo, ...(event ? { event } : {}) }
    const reply = await fetch(record.url, announceUrl(record.url, announce), ask)
    return { reply, peerId: announce.peerId }
  }

  const ask = async (record: TrackerRecord): Promise<void> => {
    const abort = new AbortController()
    asking = { record, abort }
    let retryAfter: number | null = null
    try {
      const event = record.listedUntil > now() ? undefined : 'started'
      const { reply, peerId } = await send(record, event, { signal: abort.signal })
      retryAfter = reply.retryAfter
      const answer = readReply(new URL(record.url).host, reply)
      if (!abort.signal.aborted) answered(record, answer, peerId)
    } catch (thrown) {
      if (!abort.signal.aborted) failed(record, retryAfter, AppError.of(thrown))
    }
  }

  const answered = (record: TrackerRecord, answer: PeersAnswer, peerId: Hex) => {
    asking = null
    record.failures = 0
    record.notBefore = now() + 1000 * waitAfterAnswer(answer.expires, random())
    record.listedUntil = now() + 1000 * answer.expires
    order.unshift(...order.splice(order.indexOf(record), 1))
    sleep(record.notBefore)
    onAnswer({ ...answer, peers: answer.peers.filter((peer) => peer.peerId !== peerId) })
  }

  const failed = (record: TrackerRecord, retryAfter: number | null, error: AppError) => {
    asking = null
    record.failures++
    record.notBefore = now() + 1000 * waitAfterFailure(record.failures, retryAfter, random())
    next()
    onTrouble(record.url, error)
  }

  /** Asks the first tracker that may be asked, or sleeps until there is one. */
  const next = () => {
    calledOff = null
    if (resting) return
    const ready = order.find((record) => record.notBefore <= now())
    if (ready) void ask(ready)
    else if (order.length > 0) sleep(Math.min(...order.map((record) => record.notBefore)))
  }
  const sleep = (until: number) => {
    if (resting) return
    calledOff = setTimer(Math.max(0, until - now()), next)
  }

  const viewOf = ({ url, failures, listedUntil, notBefore }: TrackerRecord): AskedTracker => {
    const ahead = (time: number) => (time > now() ? Math.round(time - now()) : null)
    const state = resting
      ? 'resting'
      : failures > 0
        ? 'failed'
        : notBefore === -Infinity
          ? 'waiting'
          : 'answered'
    return { url, state, expiresIn: ahead(listedUntil), nextIn: resting ? null : ahead(notBefore) }
  }

  return {
    view: () => order.map(viewOf),
    start() {
      resting = false
      if (!calledOff && !asking) next()
    },
    rest() {
      resting = true
      calledOff?.()
      calledOff = null
    },
    moved() {
      // Not at once: all of a room may have moved, and a tracker may know this address already.
      const soon = now() + 1000 * MIN_WAIT * (1 + random() / 2)
      for (const record of records) {
        record.listedUntil = -Infinity
        record.notBefore = Math.min(record.notBefore, soon)
      }
      if (!calledOff) return
      calledOff()
      next()
    },
    async stop() {
      const asked = asking
      calledOff?.()
      calledOff = null
      asking = null
      asked?.abort.abort()
      const listing = order.filter((record) => record.listedUntil > now() || record === asked?.record)
      for (const record of listing) {
        record.listedUntil = -Infinity
        record.notBefore = now() + 1000 * MIN_WAIT
      }
      // They forget us in time even if this doesn't reach them.
      await Promise.allSettled(listing.map((record) => send(record, 'stopped', { timeoutMs: STOP_TIMEOUT })))
    },
  }
}
