/**
 * The swarm engine's inputs and outputs. The engine is a state machine: `step(state, input, now)` returns what to do.
 * It has no socket, timer, clock, file or randomness; whoever drives it (host/swarm, test/simulator) has.
 * Times are milliseconds of any monotonous clock.
 */
import type { Hex } from '../../shared/model.ts'
import type { GoodbyeCode, Message, PeerAddress, ReelInfo, VerifiedReferences } from '../gtp/types.ts'

/** A connection as its driver numbers it; never used twice. */
export type LinkId = number

export interface EngineOptions {
  readonly peerId: Hex
  readonly name: string
  /** Where we listen, told in the handshake; 0 for nowhere. */
  readonly port: number
  readonly agent: string
  /** Seed of the engine's pseudo-random choices. */
  readonly seed: number
}

export type Input =
  // Connections
  | {
      readonly type: 'link-up'
      readonly link: LinkId
      readonly peerId: Hex
      readonly address: string
      readonly port: number
      readonly initiated: boolean
      /** What the handshake agreed on; absent: our own version. */
      readonly version?: string
    }
  | { readonly type: 'link-down'; readonly link: LinkId; readonly reason: string }
  | {
      readonly type: 'dial-failed'
      readonly address: string
      readonly port: number
      readonly reason: string
      /** Somebody is there, who speaks another version. */ readonly otherVersion?: boolean
    }
  | { readonly type: 'message'; readonly link: LinkId; readonly message: Message }
  /** What came is no message; `text` says why. */
  | { readonly type: 'malformed'; readonly link: LinkId; readonly text: string }
  /** Bytes came that are no whole message yet; told now and then. */
  | { readonly type: 'heard'; readonly link: LinkId }
  /** A block that was asked for with `serve` was handed to the network (ok), or couldn't be read. */
  | {
      readonly type: 'served'
      readonly link: LinkId
      readonly reel: Hex
      readonly index: number
      readonly ok: boolean
    }

  // What this node takes part in
  | {
      readonly type: 'open-repo'
      readonly repo: Hex
      /** Known already (own or stored) or still to be learnt from a peer. */
      readonly known: { readonly info: Uint8Array; readonly references: VerifiedReferences } | null
    }
  | { readonly type: 'close-repo'; readonly repo: Hex }
  /** New references of an own repository. */
  | { readonly type: 'publish-references'; readonly references: VerifiedReferences }
  /**
   * Reels that an own repository listed lately, the newest first: served although its references list them no longer.
   * Replaces the earlier ones.
   */
  | { readonly type: 'retire'; readonly repo: Hex; readonly reels: readonly Hex[] }
  /** Packs that peers asked for of a repository are not given any more: its publisher has withdrawn something. */
  | { readonly type: 'withdraw-packs'; readonly repo: Hex }
  /** A reel in the store: its block hashes (null when not known yet) and which blocks are there, one byte 0/1 each. */
  | {
      readonly type: 'open-reel'
      readonly reel: ReelInfo
      readonly hashes: Uint8Array | null
      readonly have: Uint8Array | 'all' | 'none'
    }
  | { readonly type: 'close-reel'; readonly reel: Hex }
  /** Closes a reel that others hold as well, to make room; it may be opened again, and fetched again. */
  | { readonly type: 'evict-reel'; readonly reel: Hex }
  /**
   * Fetch these reels of a repository; a lower number is fetched first, equal ones together. Replaces the earlier list. Reels that
   * rest since the store failed are tried at once.
   */
  | {
      readonly type: 'want'
      readonly repo: Hex
      /**
       * `stream`: its contiguous prefix is read while it grows, so early blocks come earlier.
       * `pace`: so many bytes of it per second are asked for, about; no limit without.
       */
      readonly reels: readonly {
        readonly id: Hex
        readonly priority: number
        readonly stream?: boolean
        readonly pace?: number
      }[]
    }
  /** While paused, nothing is fetched for a repository; serving goes on. */
  | { readonly type: 'pause-repo'; readonly repo: Hex }
  | { readonly type: 'resume-repo'; readonly repo: Hex }
  /** Bytes of blocks per second for all links together; null for no limit. At least 1. */
  | { readonly type: 'limits'; readonly up: number | null; readonly down: number | null }
  | { readonly type: 'stored'; readonly reel: Hex; readonly index: number; readonly ok: boolean }

  // Where peers may be: hints only
  | {
      readonly type: 'candidate'
      readonly repo: Hex
      readonly peer: PeerAddress | { readonly address: string; readonly port: number }
      /** A tracker named it: it may be on another network, and see nobody of this one. */
      readonly far?: boolean
    }
  | { readonly type: 'candidate-gone'; readonly repo: Hex; readonly peerId: Hex }
  /** Discovery doesn't find a peer any more. It may be wrong, or lied to: the peer is asked, and stays if it answers. */
  | { readonly type: 'peer-gone'; readonly peerId: Hex }
  /** This computer is on another network, or slept: connections may be dead, and places that were not there may be. */
  | { readonly type: 'network-changed' }
  /** No reel leads from here to there, or nobody has it any more: some peer may make a pack. At most 256 of each. */
  | {
      readonly type: 'ask-pack'
      readonly repo: Hex
      readonly want: readonly Hex[]
      readonly have: readonly Hex[]
    }
  /** The pack that a peer offered was not what it had to be. */
  | { readonly type: 'wrong-pack'; readonly peerId: Hex }
  /** What came of `make-pack`: a reel that is in the store, or why there is none. */
  | {
      readonly type: 'pack-made'
      readonly link: LinkId
      readonly repo: Hex
      readonly reel: ReelInfo | null
      readonly hashes: Uint8Array | null
      readonly text: string
    }
  /** Drive the clock; every TICK_MS or so. */
  | { readonly type: 'tick' }
  | { readonly type: 'rename'; readonly name: string }
  | { readonly type: 'shutdown' }

export type Output =
  | { readonly type: 'dial'; readonly address: string; readonly port: number; readonly expect: Hex | null }
  /** `patient`: nobody waits for it, so that it may go with others later. */
  | { readonly type: 'send'; readonly link: LinkId; readonly message: Message; readonly patient?: true }
  /** Say goodbye and close. `blame`: the other side broke the protocol, tell the user. */
  | {
      readonly type: 'close'
      readonly link: LinkId
      readonly code: GoodbyeCode
      readonly text: string
      readonly blame: boolean
    }
  /** Read a block from the store and send it as a `block` message; then input `served`. */
  | {
      readonly type: 'serve'
      readonly link: LinkId
      readonly reel: Hex
      readonly index: number
      readonly offset: number
      readonly length: number
    }
  /** Write a verified block; then input `stored`. */
  | {
      readonly type: 'store'
      readonly reel: Hex
      readonly index: number
      readonly offset: number
      readonly data: Uint8Array
    }
  /** A verified hash list to keep. */
  | { readonly type: 'hashes'; readonly reel: Hex; readonly hashes: Uint8Array }
  /** References newer than what we had, verified. */
  | {
      readonly type: 'references'
      readonly repo: Hex
      readonly info: Uint8Array
      readonly references: VerifiedReferences
    }
  | { readonly type: 'reel-complete'; readonly reel: Hex }
  /** A peer, who listens there, says that there is a torrent next to one that both are in; this node isn't in it. */
  | { readonly type: 'relative'; readonly repo: Hex; readonly at: PeerAddress }
  /** A peer offers the pack that was asked for: open its reel and want it. */
  | { readonly type: 'pack-offered'; readonly repo: Hex; readonly reel: ReelInfo; readonly peerId: Hex }
  /** Nobody makes it; `text` is the last refusal. */
  | { readonly type: 'pack-refused'; readonly repo: Hex; readonly text: string }
  /** Make a pack for a peer, of what the newest references list; then input `pack-made`. */
  | {
      readonly type: 'make-pack'
      readonly link: LinkId
      readonly repo: Hex
      readonly want: readonly Hex[]
      readonly have: readonly Hex[]
    }
  /** A pack that was made for a peer is not needed any more. */
  | { readonly type: 'drop-pack'; readonly reel: Hex }
  /** A peer speaks another version of the protocol, so that nothing is exchanged. Null: which one was not told. */
  | {
      readonly type: 'other-version'
      readonly peerId: Hex
      readonly name: string
      readonly version: string | null
    }
  /** Something a person should know. */
  | {
      readonly type: 'notice'
      readonly kind: 'refused' | 'warning'
      readonly repo: Hex | null
      readonly peerId: Hex | null
      readonly text: string
    }

/** What a driver shows of the swarm; made by view.ts from the state. Rates in bytes per second. */
/** Of some repositories; see view-swarm.ts. */
export interface SwarmView {
  /** By reel ID: one byte a block, its copies among us and the connected peers, BLOCK_MISSING or BLOCK_ARRIVING. */
  readonly blocks: ReadonlyMap<Hex, Uint8Array>
  readonly peers: readonly {
    readonly link: LinkId
    readonly peerId: Hex
    readonly name: string
    readonly address: string
    /** Where it listens; 0: nowhere. */
    readonly port: number
    /** When the connection was made, by the engine's clock; milliseconds. */
    readonly since: number
    /** Repositories that both take part in. */
    readonly repos: number
    /** Blocks that it has, of those of the reels that it has anything of. */
    readonly have: number
    readonly of: number
    readonly weInterested: boolean
    readonly theyChoke: boolean
    readonly theyInterested: boolean
    readonly weChoke: boolean
    readonly rateDown: number
    readonly rateUp: number
  }[]
}

export interface EngineView {
  readonly links: readonly {
    readonly link: LinkId
    readonly peerId: Hex
    readonly name: string
    readonly address: string
    readonly port: number
    readonly repos: readonly Hex[]
    readonly rateDown: number
    readonly rateUp: number
  }[]
  readonly reels: readonly {
    readonly id: Hex
    readonly blocks: number
    readonly have: number
    readonly bytesHave: number
    readonly bytes: number
    readonly downloaded: number
    readonly uploaded: number
    readonly rateDown: number
    readonly rateUp: number
    /** It is fetched, and blocks are missing that no connected peer has. */
    readonly missing: boolean
    /** Bytes of verified blocks by the peer they came from. */
    readonly from: readonly { readonly peerId: Hex; readonly bytes: number }[]
  }[]
  readonly rateDown: number
  readonly rateUp: number
}
