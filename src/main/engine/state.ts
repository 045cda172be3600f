/** All that the engine knows. Owned by the engine; drivers read it through view.ts. */
import type { Hex } from '../../shared/model.ts'
import type { ReelInfo, VerifiedReferences } from '../gtp/types.ts'
import type { Bitmap } from './bitmap.ts'
import { DIAL_BURST, DIALS_PER_SECOND, MIN_HOLD } from './limits.ts'
import { createRandom, type Random } from './random.ts'
import type { Rate } from './rate.ts'
import type { Question } from './questions.ts'
import type { Account, AddressGroup } from './standing.ts'
import { createBucket, type TokenBucket } from './token-bucket.ts'
import type { EngineOptions, LinkId, Output } from './types.ts'

export interface BlockKey {
  readonly reel: Hex
  readonly index: number
}

export interface LinkState {
  readonly id: LinkId
  readonly peerId: Hex
  readonly address: string
  /** What its key, and all keys of its address, may still cost us. */
  readonly account: Account
  readonly group: AddressGroup
  /** The place that we dialled, by address and port; null where the peer dialled us. */
  readonly place: string | null
  readonly initiated: boolean
  readonly since: number
  /** Null until its hello came. `port` is where it listens; 0: nowhere. */
  hello: { name: string; port: number; version: string } | null
  /** Repositories that the peer joined. */
  readonly theirs: Set<Hex>
  /** Newest references that the peer announced, by repository. */
  readonly announced: Map<Hex, number>
  /** What it has, by reel; told possibly before we know the reel. */
  readonly has: Map<Hex, Bitmap>
  /** Bytes of those bitmaps. */
  toldBytes: number
  weChoke: boolean
  weInterested: boolean
  /** When it last had something that we lack. */
  usefulAt: number
  theyChoke: boolean
  theyInterested: boolean
  /** Requests of ours under way: when each was sent. */
  readonly asked: Map<string, BlockKey & { readonly at: number; readonly bytes: number }>
  /** Blocks that it rejected: until when they are not asked of it again. */
  readonly refused: Map<string, number>
  /** Requests that we took back: as many blocks may still come. */
  excused: number
  /** When it last sent a block. */
  lastBlock: number
  /** Requests of theirs that wait. */
  queue: BlockKey[]
  /** Blocks being read and sent for them. */
  readonly serving: Set<string>
  /** Blocks given to it that it hasn't confirmed by `have`; see spread.ts. */
  readonly given: Map<string, BlockKey>
  lastServed: number
  /** When it got the optimistic slot. */
  lastTurn: number
  readonly down: Rate
  readonly up: Rate
  lastHeard: number
  lastSaid: number
  /** For how long it has not answered whether it is there; null: it was not asked. See check-links.ts. */
  unanswered: number | null
  snubbedUntil: number
  /** Questions that it left unanswered, rejects in a row, and rests that it was given, since it last gave something. */
  silences: number
  rejects: number
  rests: number
  /** When we unchoked it, when it last asked for a block, and until when it gives way to those who do. */
  unchokedAt: number
  lastRequest: number
  lazyUntil: number
  /** Since when there is no repository that both joined. */
  idleSince: number
  /** When it last joined a repository. */
  lastJoin: number
  lastExchange: number
  lastFullExchange: number
  /** Related torrents that it was told of. */
  readonly toldRelatives: Set<Hex>
  /** Something may have become known that it is to be told of. */
  relativesDue: boolean
  /** News of blocks that are not counted among the messages. */
  readonly news: TokenBucket
  /** Messages counted since `countedFrom`. */
  messages: number
  /** The same of the second before. */
  saidBefore: number
  countedFrom: number
}

export interface Candidate {
  readonly peerId: Hex | null
  /** Told by our own host (discovery, a link), or by a peer, who may make up any number. */
  readonly toldBy: 'host' | 'peer'
  /** A tracker named it, and nobody nearer did. */
  readonly far: boolean
  readonly address: string
  readonly port: number
}

/** Lower priorities are fetched first. `stream`: somebody reads the reel's contiguous prefix while it grows. */
export interface Wanted {
  readonly priority: number
  readonly stream: boolean
}

/** A reel that is still to be fetched. */
export interface Wish extends Wanted {
  readonly reel: ReelState
}

export interface RepoState {
  readonly hash: Hex
  known: { readonly info: Uint8Array; references: VerifiedReferences } | null
  /** Torrents that its publisher says it is related to; known as soon as `known` is. */
  alternatives: readonly Hex[]
  /** Reel IDs of the newest references. */
  listed: Set<Hex>
  /** Reels that are listed no longer, and served to who joined nevertheless. */
  retired: ReadonlySet<Hex>
  /** Reels to fetch. */
  wanted: ReadonlyMap<Hex, Wanted>
  /** Nothing is fetched for it; serving goes on. */
  paused: boolean
  /** By address and port. */
  readonly candidates: Map<string, Candidate>
  /** Number of the references that are proved to exist twice; null for none. */
  equivocated: number | null
  /** Whom we asked for references. */
  readonly asking: Question
}

/** A pack that we ask for. */
export interface PackQuestion {
  readonly want: readonly Hex[]
  readonly have: readonly Hex[]
  readonly tried: Set<LinkId>
  asked: { readonly link: LinkId; readonly at: number } | null
  /** Why it was refused last. */
  text: string
}

export interface ReelState {
  readonly info: ReelInfo
  hashes: Uint8Array | null
  /** One byte a block. */
  readonly have: Uint8Array
  haveCount: number
  /** Blocks before this one are all in the store. */
  prefix: number
  /** Blocks neither in the store, nor on the way there, nor asked for. */
  readonly open: Bitmap
  /** How many links have each block, how many have any, and how many all. */
  readonly availability: Uint16Array
  holders: number
  seeders: number
  /** How often we sent each block. */
  readonly sent: Uint16Array
  /** Whom each block under way was asked of. */
  readonly pending: Map<number, Set<LinkId>>
  /** Verified, on the way to the store: whom it came from. */
  readonly storing: Map<number, Hex>
  /** Whom we gave a block last, and when it was promised or confirmed. */
  readonly given: Map<number, { readonly link: LinkId; readonly at: number }>
  /** Requests made, to give the prefix its share of them. */
  requests: number
  /** The store failed: nothing is asked for until then, or until it is wanted anew. */
  heldUntil: number
  /** What else is done is more urgent: it comes no faster than this. */
  pace: TokenBucket | null
  /** Whom we asked for its hash list. */
  readonly asking: Question
  downloaded: number
  uploaded: number
  readonly down: Rate
  readonly up: Rate
  readonly from: Map<Hex, number>
}

export interface Dialling {
  pending: boolean
  /** When it was begun. */
  at: number
  /** Whom we expect there; null for anyone. */
  expect: Hex | null
  failures: number
  notBefore: number
}

export interface EngineState {
  options: EngineOptions
  readonly random: Random
  readonly links: Map<LinkId, LinkState>
  readonly byPeer: Map<Hex, LinkId>
  readonly repos: Map<Hex, RepoState>
  readonly reels: Map<Hex, ReelState>
  /** Packs that we ask for, by repository. */
  readonly questions: Map<Hex, PackQuestion>
  /** Peers that a pack is being made for, and of which repository; null where that was withdrawn meanwhile. */
  readonly making: Map<LinkId, Hex | null>
  /** Reels that were made for one peer, and that nobody else may see. */
  readonly offers: Map<LinkId, { readonly reel: Hex; readonly repo: Hex; readonly since: number }>
  readonly bannedUntil: Map<Hex, number>
  /** By peer ID, and by address group; the one used last comes last. See standing.ts. */
  readonly accounts: Map<Hex, Account>
  readonly groups: Map<string, AddressGroup>
  /** Peers who gave us blocks or references that proved right. */
  readonly earned: Map<Hex, true>
  /** Peers whose connection ended since there were enough: until when they are not dialled for a mesh. */
  readonly partedUntil: Map<Hex, number>
  /** By address and port. */
  readonly dials: Map<string, Dialling>
  readonly dialBudget: TokenBucket
  /** Reels still to be fetched, the most urgent first; null when it has to be made anew. See wishes.ts. */
  wishes: readonly Wish[] | null
  upLimit: TokenBucket | null
  downLimit: TokenBucket | null
  /** How long a block takes from our promise to the receiver's `have`, on the average. Milliseconds. */
  confirmTime: number
  storingBytes: number
  /** Bytes of all requests under way; a block asked of two peers counts twice. */
  askedBytes: number
  /** After the goodbye: nothing is begun any more. */
  stopped: boolean
  lastTick: number
  lastSurplus: number
  lastChoke: number
  lastOptimistic: number
  optimistic: LinkId | null
}

/** What one step works with. */
export interface Step {
  readonly state: EngineState
  readonly now: number
  readonly out: Output[]
}

export function createEngine(options: EngineOptions): EngineState {
  return {
    options,
    random: createRandom(options.seed),
    links: new Map(),
    byPeer: new Map(),
    repos: new Map(),
    reels: new Map(),
    questions: new Map(),
    making: new Map(),
    offers: new Map(),
    bannedUntil: new Map(),
    accounts: new Map(),
    groups: new Map(),
    earned: new Map(),
    partedUntil: new Map(),
    dials: new Map(),
    dialBudget: createBucket(DIALS_PER_SECOND, DIAL_BURST, 0),
    wishes: null,
    upLimit: null,
    downLimit: null,
    confirmTime: MIN_HOLD,
    storingBytes: 0,
    askedBytes: 0,
    stopped: false,
    lastTick: Number.NEGATIVE_INFINITY,
    lastSurplus: Number.NEGATIVE_INFINITY,
    lastChoke: Number.NEGATIVE_INFINITY,
    lastOptimistic: Number.NEGATIVE_INFINITY,
    optimistic: null,
  }
}

export const blockKey = ({ reel, index }: BlockKey): string => `${reel}/${index}`

/** Repositories that both this node and the peer joined. */
export function* commonRepos(state: EngineState, link: LinkState): Generator<RepoState> {
  for (const hash of link.theirs) {
    const repo = state.repos.get(hash)
    if (repo) yield repo
  }
}

/** Whether there is any of those; asked of every link twice a second. */
export function sharesAny(state: EngineState, link: LinkState): boolean {
  for (const hash of link.theirs) if (state.repos.has(hash)) return true
  return false
}

/**
 * A reel may be shown to those who joined a repository whose accepted references list it, or whose publisher is this node and
 * listed it lately, and to whom it was made for.
 */
export function mayShow(state: EngineState, link: LinkState, reel: Hex): boolean {
  if (state.offers.get(link.id)?.reel === reel) return true
  for (const repo of commonRepos(state, link)) {
    if (repo.listed.has(reel) || repo.retired.has(reel)) return true
  }
  return false
}

export const isComplete = (reel: ReelState): boolean => reel.haveCount === reel.have.length
