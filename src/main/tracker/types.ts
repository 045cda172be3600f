/** The Tracker HTTP Protocol's data (docs/protocol.md section 7). */
import type { PeerAddress } from '../gtp/types.ts'
import type { Hex } from '../../shared/model.ts'

export type AnnounceEvent = 'started' | 'stopped'

/** What a peer says of itself. */
export interface Announce {
  readonly repo: Hex
  readonly peerId: Hex
  readonly port: number
  /** Bytes since `started`. */
  readonly uploaded: number
  readonly downloaded: number
  /** How much of the newest references it holds, whole per cent: 100 is complete. */
  readonly completed: number
  /** IP literal that it would be listed with, instead of the one that it is seen with. */
  readonly address?: string
  /** Peers that it wants to hear of. */
  readonly peers: number
  /** Whether it wants the newest references object. */
  readonly references: boolean
  readonly event?: AnnounceEvent
  /** Seconds for which it asks to be listed. */
  readonly valid?: number
}

/** An announce as it reached the tracker. */
export interface AnnounceRequest extends Announce {
  /** IP literal that it came from, as normalizeIp writes it. */
  readonly source: string
}

export interface AnsweredPeer extends PeerAddress {
  /** As encodePeer gives it, where that is known already. */
  readonly encoded?: string
}

export interface PeersAnswer {
  readonly kind: 'peers'
  /** Seconds for which the peer is listed; 0: it isn't. */
  readonly expires: number
  readonly complete: number
  readonly incomplete: number
  readonly peers: readonly AnsweredPeer[]
  /** References objects as raw tag objects, the newest last. */
  readonly references?: readonly Uint8Array[]
}

export interface FailureAnswer {
  readonly kind: 'failure'
  /** For people. */
  readonly reason: string
  /** HTTP: 400 it can't be read, 404 not tracked, 503 come back later. */
  readonly status: 400 | 404 | 503
  /** Seconds to stay away. */
  readonly retryAfter?: number
}

export type Answer = PeersAnswer | FailureAnswer
