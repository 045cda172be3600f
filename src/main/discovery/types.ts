/** Discovery tells who is on the network and what they advertise. All of it is hints from strangers. */
import type { Hex, Person } from '../../shared/model.ts'

export interface NodeAdvert extends Person {
  readonly port: number
  /** Grows whenever the set of advertised projects changes. */
  readonly directorySeq: number
}

export interface ProjectAdvert {
  readonly repoHash: Hex
  readonly name: string
  readonly publisher: Person
  readonly seq: number
  /** The first few; the metainfo has all. */
  readonly alternatives: readonly Hex[]
  /** Whether the advertising node holds all of it. */
  readonly complete: boolean
}

/** All that one node says of itself. Declarative: handing over a new one replaces the old one. */
export interface Advert {
  readonly node: NodeAdvert
  readonly projects: readonly ProjectAdvert[]
}

export type DiscoveryEvent =
  /** A node or its data is new or changed. `addresses`: IP literals, best first. */
  | { readonly type: 'node-seen'; readonly node: NodeAdvert; readonly addresses: readonly string[] }
  | { readonly type: 'node-gone'; readonly peerId: Hex }
  | {
      readonly type: 'project-seen'
      readonly peerId: Hex
      readonly project: ProjectAdvert
      readonly addresses: readonly string[]
      readonly port: number
    }
  | { readonly type: 'project-gone'; readonly peerId: Hex; readonly repoHash: Hex }
  /** A node whose services are of another version of the format, so that they can't be read. */
  | { readonly type: 'other-version'; readonly peerId: Hex; readonly name: string; readonly newer: boolean }
  /** Interfaces came or went, or the machine slept. */
  | { readonly type: 'network-changed' }
  /** For the status line: e.g. the interface went away, or port 5353 can't be had. Empty text: all is well again. */
  | { readonly type: 'trouble'; readonly text: string }

export interface Discovery {
  /** Starts listening and asking. Events come from now on, never of this node itself. */
  start(listener: (event: DiscoveryEvent) => void): Promise<void>
  /** What to advertise from now on; changes go out at most once a second. */
  advertise(advert: Advert): void
  /** This node's directory, for who asks it by unicast; null before anything was advertised. */
  document(): Uint8Array | null
  /** What it holds of directories with these digests, its own and others', for who asks it; bencoded. */
  documents(digests: readonly string[]): Uint8Array
  /** Asks the network again, now. */
  refresh(): void
  /** Where it listens, for the status line. */
  interfaces(): readonly { readonly name: string; readonly address: string }[]
  /** IP literals where others find this node, best first. */
  addresses(): readonly string[]
  /** Says goodbye to the network and frees everything. */
  stop(): Promise<void>
}
