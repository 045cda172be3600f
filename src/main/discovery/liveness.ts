/**
 * Notices nodes that went without a goodbye (killed, unplugged, asleep): who was not heard for a while is asked by
 * unicast. Multicast heartbeats would cost every node of the network; a question costs two.
 *
 * On a large network everybody asking everybody would be too much: each node watches a few (ring.ts), and asks the network
 * for the service of one that is gone. Whoever hears that question looks for himself, and nobody lets anyone go on hearsay
 * (as in RFC 6762 section 10.5).
 */
import type { Hex } from '../../shared/model.ts'
import type { SeenPeer } from './directory.ts'
import {
  DOUBT_SPREAD,
  DOUBTS,
  MAX_DOUBTED,
  MAX_PROBES,
  PROBE_AFTER,
  PROBE_IDLE_AFTER,
  PROBE_MISSES,
  PROBE_RETRY,
  PROBE_TICK,
  PROBE_TIMEOUT,
  WATCHED,
} from './limits.ts'
import { crowdOf } from './network-size.ts'
import type { Prober } from './probe-tcp.ts'
import { watchedBy } from './ring.ts'

interface Check {
  /** When it last answered, or began to be asked. */
  time: number
  misses: number
  asking: boolean
  /** Somebody else misses it: when to look, whatever the pace. */
  doubtedAt: number | null
}

type Place = Pick<SeenPeer, 'peerId' | 'addresses' | 'port'>

export interface LivenessOptions {
  readonly self: () => Hex
  /** Who there is: another array when somebody or something came or went (see directory.ts). */
  readonly members: () => readonly Hex[]
  readonly peer: (peerId: Hex) => SeenPeer | undefined
  /** PROBE_MISSES in a row, and not heard meanwhile. */
  readonly gone: (peerId: Hex) => void
  /** Asks the network for a service: others who hear that look as well. */
  readonly miss: (service: string) => void
  readonly probe: Prober
  readonly now: () => number
}

export type Liveness = ReturnType<typeof createLiveness>

export function createLiveness({ self, members, peer: peerOf, gone, miss, probe, now }: LivenessOptions) {
  const checks = new Map<Hex, Check>()
  /** Peers that did not answer, by where they did not: the next sighting there alone proves nothing. */
  const doubted = new Map<Hex, string>()
  /** Confirmations under way: a node's many services are one question. */
  const confirming = new Map<Hex, Promise<boolean>>()
  /** When to look at each, at the earliest: who is heard meanwhile is due later, and found to be so then. */
  const agenda = new Map<Hex, number>()
  /** What the agenda was made for. */
  let known: readonly Hex[] | null = null
  let me = ''
  let watched: ReadonlySet<Hex> = new Set()
  let probing = 0
  let doubts: number = DOUBTS.burst
  let doubtsAt = now()
  let timer: NodeJS.Timeout | undefined

  const ask = async ({ addresses, port }: Place, attempt: number) => {
    probing++
    try {
      return await probe(addresses[attempt % addresses.length]!, port, PROBE_TIMEOUT)
    } finally {
      probing--
    }
  }

  const check = async (peer: SeenPeer, state: Check) => {
    const began = now()
    state.time = began
    state.asking = true
    const alive = await ask(peer, state.misses)
    state.asking = false
    const newest = timer && peerOf(peer.peerId)
    if (!newest) return
    if (alive || newest.lastHeard > began) {
      state.misses = 0
      state.doubtedAt = null
      state.time = now()
    } else if (++state.misses >= PROBE_MISSES) {
      // Who was missed by somebody else first is asked for already.
      if (state.doubtedAt === null && crowdOf(members().length) > 1) miss(peer.service)
      doubted.set(peer.peerId, placeOf(peer))
      if (doubted.size > MAX_DOUBTED) doubted.delete(doubted.keys().next().value!)
      checks.delete(peer.peerId)
      gone(peer.peerId)
    }
  }

  const plan = (present: readonly Hex[]) => {
    known = present
    me = self()
    agenda.clear()
    for (const peerId of present) agenda.set(peerId, Number.NEGATIVE_INFINITY)
    for (const peerId of checks.keys()) if (!agenda.has(peerId)) checks.delete(peerId)
    watched = crowdOf(present.length) > 1 ? watchedBy(me, present, WATCHED) : new Set(present)
  }

  const tick = () => {
    const present = members()
    if (present !== known || me !== self()) plan(present)
    const crowd = crowdOf(present.length) ** 2
    const time = now()
    for (const [peerId, at] of agenda) {
      if (at > time) continue
      if (probing >= MAX_PROBES) return
      const state = checks.get(peerId) ?? blank()
      const peer = peerOf(peerId)
      if (!peer || state.asking) continue
      if (peer.lastHeard > state.time) state.misses = 0
      const due = dueAt(peer, state, crowd, watched.has(peerId))
      agenda.set(peerId, due)
      if (time < due) continue
      checks.set(peerId, state)
      void check(peer, state)
    }
  }

  return {
    start() {
      timer = setInterval(tick, PROBE_TICK)
      timer.unref()
    },
    stop() {
      clearInterval(timer)
      timer = undefined
      known = null
    },
    /** Somebody asks the network for a peer's service: he may have found it gone. */
    hearMissed(peerId: Hex): void {
      if (crowdOf(members().length) === 1) return // it is asked soon enough
      const state = checks.get(peerId) ?? blank()
      if (state.asking || state.misses > 0 || state.doubtedAt !== null) return
      doubts = Math.min(DOUBTS.burst, doubts + ((now() - doubtsAt) / 1000) * DOUBTS.perSecond)
      doubtsAt = now()
      if (doubts < 1) return
      doubts--
      state.doubtedAt = now() + Math.random() * DOUBT_SPREAD
      checks.set(peerId, state)
      if (agenda.has(peerId)) agenda.set(peerId, state.doubtedAt)
    },
    /** Whether a sighting at this place must be confirmed first, since the peer did not answer there. */
    doubts: (place: Place): boolean => doubted.get(place.peerId) === placeOf(place),
    /** Confirms it: true when it answers now. False at once while many others are being asked. */
    async confirm(place: Place): Promise<boolean> {
      const { peerId } = place
      const underWay = confirming.get(peerId)
      if (underWay) return underWay
      if (probing >= MAX_PROBES) return false
      const answer = ask(place, 0)
      confirming.set(peerId, answer)
      const alive = await answer
      confirming.delete(peerId)
      if (alive) doubted.delete(peerId)
      return alive
    },
  }
}

const blank = (): Check => ({
  time: Number.NEGATIVE_INFINITY,
  misses: 0,
  asking: false,
  doubtedAt: null,
})

/** When a peer is to be asked. */
function dueAt(
  peer: SeenPeer,
  { time, misses, doubtedAt }: Check,
  crowd: number,
  isWatched: boolean,
): number {
  if (misses > 0) return time + PROBE_RETRY
  const pause = peer.hasProjects || crowd > 1 ? PROBE_AFTER : PROBE_IDLE_AFTER
  const usual = Math.max(peer.lastHeard, time) + (isWatched ? pause : pause * crowd)
  return Math.min(usual, doubtedAt ?? Number.POSITIVE_INFINITY)
}

const placeOf = ({ addresses, port }: Place): string => `${addresses[0]} ${port}`
