import type { Hex } from '../../../shared/model.ts'

export interface SharedProject {
  readonly repoHash: Hex
  readonly name: string
  readonly description: string
  readonly publisherName: string
  /** What plain git calls it here; null where it can't have it. */
  readonly guestName: string | null
  /** gittorrent://… */
  readonly link: string
  /** Bytes. */
  readonly size: number
  /** Short names. */
  readonly heads: readonly string[]
}

/** An announce as it reached this node; nothing of it is looked at yet. */
export interface AnnounceCall {
  readonly method: string
  /** What follows the "?", as it came, at most MAX_ANNOUNCE_QUERY characters; '' where there is none. */
  readonly query: string
  /** IP literals of the other end and of this one. */
  readonly source: string
  readonly local: string
}

export interface PublicReply {
  readonly status: number
  /** Beside those that every answer has, or in their place. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** A repository as git's dumb protocol sees it: paths below it, and what is there. */
export interface GuestRepository {
  readonly texts: ReadonlyMap<string, string>
  /** Paths on disk. */
  readonly files: ReadonlyMap<string, string>
}

/** What a node tells to everybody on its network. */
export interface PublicSource {
  node(): { readonly name: string; readonly peerId: Hex; readonly words: string }
  projects(): readonly SharedProject[]
  /** The name of one of them; null where there is none. */
  nameOf(repoHash: Hex): string | null
  /** This node's directory as a document; null while nothing is advertised. */
  directory(): Uint8Array | null
  /** What this node holds of directories with these digests; null where it doesn't look for others. */
  directories(digests: readonly string[]): Uint8Array | null
  /** The bytes of a `.gittorrent` file; null for what is not shared. */
  metainfo(repoHash: Hex): Promise<Uint8Array | null>
  /** The objects of a preview; null for what is not shared. */
  preview(repoHash: Hex): Promise<Uint8Array | null>
  /** What plain git may copy; null for what is not shared. Rejects with PERMISSION where guests are not let in. */
  guest(name: string): Promise<GuestRepository | null>
  /** How guests go along with the swarm. */
  readonly guestTraffic?: {
    /** Bytes per second that all guests together may have now; null: no limit. */
    rate(): number | null
    /** Told when there are guests who read packs, and when there are none any more. */
    reading(some: boolean): void
  }
  /** The tracker's answer; null while there is none. */
  announce(call: AnnounceCall): Promise<PublicReply | null>
}
