/** A project's swarm as shells show it to who looks; as model.ts otherwise. */
import type { Hex, Person } from './model.ts'

/** A project's swarm with those of the heads that it follows, for who looks at it. */
export interface SwarmDetail {
  /** Since when the node takes part. */
  readonly since: number
  /** Copies of the rarest block among us and the connected peers, and the part of the blocks that have one more. */
  readonly copies: number
  readonly reels: readonly SwarmReel[]
  /** Older ones, which are not among `reels`. */
  readonly reelsLeftOut: number
  readonly peers: readonly SwarmPeer[]
  readonly trackers: readonly SwarmTracker[]
}

export interface SwarmReel {
  readonly id: Hex
  readonly kind: 'tip' | 'history' | 'append'
  /** Commits that it leads from and to; null: from nothing. */
  readonly from: Hex | null
  readonly to: Hex | null
  /** A branch that it leads to as git names it here, and whose it is; null where the project itself lists it, or no branch. */
  readonly ref: string | null
  readonly person: Person | null
  readonly bytes: number
  readonly blocks: number
  readonly have: number
  /** Blocks that no connected peer has. */
  readonly onlyHere: number
  /** Blocks that a cell stands for. */
  readonly perCell: number
  /** A character for each cell: 0 missing, a arriving, 1 to 5 copies of its rarest block (5: or more). */
  readonly cells: string
}

export interface SwarmPeer extends Person {
  /** IP literal and port, where it listens. */
  readonly address: string
  readonly since: number
  /** 0 to 1 of the blocks of what it takes part in; null: it told of none so far. */
  readonly have: number | null
  readonly rateDown: number
  readonly rateUp: number
  readonly weInterested: boolean
  readonly theyChoke: boolean
  readonly theyInterested: boolean
  readonly weChoke: boolean
  /** Repositories on the connection. */
  readonly repos: number
}

export interface SwarmTracker {
  /** Empty: the one in this node. */
  readonly url: string
  /** Whose node it is in; null where that is not known. */
  readonly person: Person | null
  /** `resting`: others on this network ask it for all. */
  readonly state: 'serving' | 'waiting' | 'answered' | 'failed' | 'resting'
  /** Peers that it lists, of the one in this node; null for others. */
  readonly peers: number | null
  /** Until when it lists this node, and when it is asked next; null: it doesn't, or at any time. */
  readonly expires: number | null
  readonly next: number | null
}
