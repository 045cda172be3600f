import type { Hex } from '../../../shared/model.ts'

export interface SharedProject {
  readonly repoHash: Hex
  readonly name: string
  readonly description: string
  readonly publisherName: string
  /** gittorrent://… */
  readonly link: string
  /** Bytes. */
  readonly size: number
  /** Short names. */
  readonly heads: readonly string[]
}

/** What a node tells to everybody on its network. */
export interface PublicSource {
  node(): { readonly name: string; readonly peerId: Hex; readonly words: string }
  projects(): readonly SharedProject[]
  /** The bytes of a `.gittorrent` file; null for what is not shared. */
  metainfo(repoHash: Hex): Promise<Uint8Array | null>
}
