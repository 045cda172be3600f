/**
 * The protocol's data (docs/protocol.md). Hashes and keys that people or files see are lower-case hex strings;
 * bulk data (blocks, hash lists, encoded objects) stays bytes.
 */
import type { Hex } from '../../shared/model.ts'

/** The bencoded `repo` dictionary of a metainfo: its SHA-1 is the repo hash, so it never changes (section 4). */
export interface RepoInfo {
  /** Name at the beginning; the current one is in the references. */
  readonly name: string
  readonly description: string
  /** "ecdsa-sha2-nistp256 BASE64", no comment. */
  readonly pubkey: string
  /** 16 random bytes, so that one person can publish one project twice. */
  readonly nonce: Uint8Array
  /** Repo hashes that this one is an alternative to (child to parent). */
  readonly alternatives: readonly Hex[]
}

/** A `.gittorrent` file. */
export interface Metainfo {
  readonly repo: RepoInfo
  /** References objects, as raw tag objects; the newest comes last. */
  readonly references: readonly Uint8Array[]
  readonly trackers: readonly string[]
  readonly comment?: string
  readonly createdBy?: string
  /** Unix seconds. */
  readonly creationDate?: number
}

export type ObjectFormat = 'sha1' | 'sha256'

/**
 * A commit (or annotated tag) that a reel needs or gives. `shallow`: the commit with its whole tree, without its
 * ancestors; otherwise with all that is reachable from it.
 */
export interface ReelPoint {
  readonly oid: Hex
  readonly shallow: boolean
}

/** A pack made once by the publisher, and listed in his references (section 6). */
export interface ReelInfo {
  /** SHA-256 of the concatenated SHA-256 hashes of its blocks, 64 hex digits. */
  readonly id: Hex
  readonly kind: 'tip' | 'history' | 'append'
  readonly bytes: number
  readonly blockSize: number
  readonly needs: readonly ReelPoint[]
  readonly gives: readonly ReelPoint[]
}

export interface Ref {
  /** Full name, refs/heads/… or refs/tags/… */
  readonly name: string
  readonly oid: Hex
  /** What an annotated tag points at in the end. */
  readonly peeled?: Hex
}

/** The signed list of heads: body of an annotated tag (section 5). */
export interface References {
  readonly repoHash: Hex
  readonly seq: number
  /** SHA-256 of the predecessor's bytes; null for the first. */
  readonly previous: Hex | null
  /** The tag's `object`: the predecessor's object ID, or HEAD's commit for the first. */
  readonly object: Hex
  readonly objectType: 'commit' | 'tag'
  readonly objectFormat: ObjectFormat
  readonly name: string
  readonly description: string
  /** Full ref name that HEAD names; one of `refs`. */
  readonly head: string
  readonly refs: readonly Ref[]
  readonly reels: readonly ReelInfo[]
  /** HEAD's newest commit, for lists; null where unknown. Time in Unix seconds. */
  readonly latest: { readonly subject: string; readonly author: string; readonly time: number } | null
  /** Commits without parents that HEAD's commit reaches, sorted, the first MAX_ROOTS of them: who has one of them has the same project. */
  readonly roots: readonly Hex[]
  /** The publisher's nickname (a label) and when he signed, Unix seconds. */
  readonly tagger: { readonly name: string; readonly peerId: Hex; readonly time: number }
}

/** References whose signature, binding and limits were checked. Only verify-references.ts makes one. */
export interface VerifiedReferences extends References {
  readonly verified: true
  /** The raw tag object. */
  readonly bytes: Uint8Array
  /** SHA-256 of `bytes`. */
  readonly digest: Hex
}

export interface PeerAddress {
  readonly peerId: Hex
  /** IP literal. */
  readonly address: string
  readonly port: number
}

/** The wire (section 8). Reels are addressed by their ID, whatever repository listed them: a family is one pool of blocks. */
export type Message =
  | { readonly type: 'keep-alive' }
  | {
      readonly type: 'hello'
      readonly version: string
      readonly name: string
      readonly port: number
      readonly agent: string
    }
  | { readonly type: 'join'; readonly repo: Hex }
  | { readonly type: 'leave'; readonly repo: Hex }
  | { readonly type: 'choke' }
  | { readonly type: 'unchoke' }
  | { readonly type: 'interested' }
  | { readonly type: 'uninterested' }
  | { readonly type: 'peers'; readonly repo: Hex; readonly peers: readonly PeerAddress[] }
  /** Another torrent that stands next to `repo`: its bencoded repo dictionary, which names it, or is named by it. */
  | { readonly type: 'relative'; readonly repo: Hex; readonly info: Uint8Array }
  /** Announces the newest references that the sender holds of a repository. */
  | { readonly type: 'references'; readonly repo: Hex; readonly seq: number; readonly digest: Hex }
  | { readonly type: 'get-references'; readonly repo: Hex }
  /** `info`: the bencoded repo dictionary, so that a joiner needs no more than a repo hash. */
  | {
      readonly type: 'references-object'
      readonly repo: Hex
      readonly info: Uint8Array
      readonly object: Uint8Array
    }
  /** Asks for a pack of what `want` reaches and `have` doesn't. */
  | {
      readonly type: 'ask-pack'
      readonly repo: Hex
      readonly want: readonly Hex[]
      readonly have: readonly Hex[]
    }
  /** The pack was made: a reel for the asker alone. */
  | {
      readonly type: 'offer-pack'
      readonly repo: Hex
      readonly reel: Hex
      readonly bytes: number
      readonly blockSize: number
    }
  | { readonly type: 'refuse-pack'; readonly repo: Hex; readonly text: string }
  | { readonly type: 'get-hashes'; readonly reel: Hex }
  | { readonly type: 'hashes'; readonly reel: Hex; readonly hashes: Uint8Array }
  /** Bit i, most significant first, is block i. */
  | { readonly type: 'bitfield'; readonly reel: Hex; readonly bits: Uint8Array }
  /** Blocks that have come, at least one. */
  | { readonly type: 'have'; readonly reel: Hex; readonly indexes: readonly number[] }
  | { readonly type: 'request'; readonly reel: Hex; readonly index: number }
  | { readonly type: 'cancel'; readonly reel: Hex; readonly index: number }
  /** A request that will not be answered (choked meanwhile, or no longer held). */
  | { readonly type: 'reject'; readonly reel: Hex; readonly index: number }
  | { readonly type: 'block'; readonly reel: Hex; readonly index: number; readonly data: Uint8Array }
  | { readonly type: 'goodbye'; readonly code: GoodbyeCode; readonly text: string }

export type GoodbyeCode =
  'shutdown' | 'duplicate' | 'idle' | 'bad-message' | 'bad-block' | 'limit' | 'version' | 'self' | 'full'

/** What is wrong with bytes from outside; `field` names the place. Thrown by every decoder in gtp/. */
export class GtpError extends Error {
  override readonly name = 'GtpError'
  constructor(
    readonly kind:
      | 'bencode'
      | 'metainfo'
      | 'references'
      | 'signature'
      | 'message'
      | 'key'
      | 'link'
      | 'limit'
      | 'preview'
      | 'directory',
    message: string,
  ) {
    super(message)
  }
}
