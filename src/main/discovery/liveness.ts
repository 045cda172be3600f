/**
 * Notices nodes that went without a goodbye (killed, unplugged, asleep): who was not heard for a while is asked by
 * unicast. Multicast heartbeats would cost every node of the network; a question costs two.
 */
import type { Hex } from '../../shared/model.ts'
import type { SeenPeer } from './directory.ts'
import {
  MAX_DOUBTED,
  MAX_PROBES,
  PROBE_AFTER,
  PROBE_IDLE_AFTER,
  PROBE_MISSES,
  PROBE_RETRY,
  PROBE_TICK,
  PROBE_TIMEOUT,
} from './limits.ts'
import { crowdOf } from './network-size.ts'
import type { Prober } from './probe-tcp.ts'

interface Check {
  /** When it last answered, or began to be asked. */
  time: number
  misses: number
  asking: boolean
}

type Place = Pick<SeenPeer, 'peerId' | 'addresses' | 'port'>

export interface LivenessOptions {
  readonly peers: () => readonly SeenPeer[]
  /** PROBE_MISSES in a row, and not heard meanwhile. */
  readonly gone: (peerId: Hex) => void
  readonly probe: Prober
  readonly now: () => number
}

export type Liveness = ReturnType<typeof createLiveness>

export function createLiveness({ peers, gone, probe, now }: LivenessOptions) {
  const checks = new Map<Hex, Check>()
  /** Peers that did not answer, by where they did not: the next sighting there alone proves nothing. */
  const doubted = new Map<Hex, string>()
  /** Confirmations under way: a node's many services are one question. */
  const confirming = new Map<Hex, Promise<boolean>>()
  let probing = 0
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
    const newest = timer && peers().find(({ peerId }) => peerId === peer.peerId)
    if (!newest) return
    if (alive || newest.lastHeard > began) {
      state.misses = 0
      state.time = now()
    } else if (++state.misses >= PROBE_MISSES) {
      doubted.set(peer.peerId, placeOf(peer))
      if (doubted.size > MAX_DOUBTED) doubted.delete(doubted.keys().next().value!)
      checks.delete(peer.peerId)
      gone(peer.peerId)
    }
  }

  const tick = () => {
    const seen = peers()
    const present = new Set(seen.map(({ peerId }) => peerId))
    for (const peerId of checks.keys()) if (!present.has(peerId)) checks.delete(peerId)
    const crowd = crowdOf(seen.length) ** 2
    for (const peer of seen) {
      if (probing >= MAX_PROBES) return
      const state = checks.get(peer.peerId) ?? { time: Number.NEGATIVE_INFINITY, misses: 0, asking: false }
      if (state.asking) continue
      if (peer.lastHeard > state.time) state.misses = 0
      const pause = (peer.hasProjects ? PROBE_AFTER : PROBE_IDLE_AFTER) * crowd
      const due = state.misses > 0 ? state.time + PROBE_RETRY : Math.max(peer.lastHeard, state.time) + pause
      if (now() < due) continue
      checks.set(peer.peerId, state)
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

const placeOf = ({ addresses, port }: Place): string => `${addresses[0]} ${port}`
