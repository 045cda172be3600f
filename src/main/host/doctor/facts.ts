/** What the doctor judges by: gathered at the edge, so that every judgement is a function. */
import type { MulticastProbe } from '../../discovery/probe-multicast.ts'

export interface Facts {
  /** process.platform. */
  readonly platform: string
  /** Whether it was started with discovery. */
  readonly discovers: boolean
  /** TCP port of this node. */
  readonly port: number
  /** Interfaces in use, each with what became of a multicast there. */
  readonly multicast: readonly MulticastProbe[]
  /** Interfaces that are up and not in use. */
  readonly unused: readonly string[]
  /** What discovery says is wrong; empty for nothing. */
  readonly trouble: string
  /** People heard by multicast now. */
  readonly heard: number
  /** Connected people at addresses near by, other computers' alone, and how many of them were never heard by multicast. */
  readonly connected: number
  readonly unheard: number
  /** Own addresses, and whether this node answers there by TCP. */
  readonly answers: readonly { readonly address: string; readonly ok: boolean }[]
  /** Other nodes that were called by TCP, and whether they took it. */
  readonly called: readonly { readonly name: string; readonly ok: boolean }[]
  /** People whose GitTorrent speaks another version, in words. */
  readonly otherVersions: readonly { readonly text: string; readonly action: string }[]
  readonly trackers: readonly { readonly host: string; readonly failed: boolean }[]
  /** Null: the embedded one is used. */
  readonly gitVersion: string | null
  /** Bytes free where clones and the node's own data go. */
  readonly free: readonly { readonly folder: string; readonly bytes: number }[]
}
