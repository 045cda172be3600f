/** What packs may unfold to before anything else reads them: a few KB can claim to be terabytes. */
import { MAX_OBJECT_BYTES } from './isomorphic/size-limit.ts'

const MiB = 1024 * 1024
const GiB = 1024 * MiB

export interface ScanLimits {
  readonly objects: number
  /** Bytes of one object, unfolded, and of what one delta makes. */
  readonly object: number
  readonly made: number
  /** Bytes of all of them together. */
  readonly all: number
  /** Deltas that build on one another. */
  readonly depth: number
  /** Who could take more on: "install git, then start again". */
  readonly otherwise: string
}

/**
 * The embedded git holds objects in memory, and works on the event loop: a table of its index takes 256 steps for each. All
 * together are what it may hold at worst, when deltas are laid so that its cache never helps.
 */
export const EMBEDDED: ScanLimits = {
  objects: 250_000,
  object: MAX_OBJECT_BYTES,
  made: MAX_OBJECT_BYTES,
  all: 4 * GiB,
  depth: 250,
  otherwise: 'install git, then start again',
}

/**
 * The git program reads large blobs in pieces, but holds what deltas make: twice as much as git itself makes deltas of
 * (core.bigFileThreshold is 512 MiB). All together are a minute of one core.
 */
export const PROGRAM: ScanLimits = {
  objects: 1_000_000,
  object: 8 * GiB,
  made: GiB,
  all: 16 * GiB,
  // As deep as git packs, whatever it is told.
  depth: 4095,
  otherwise: 'look at it with plain git if you trust its publisher',
}

/**
 * Bytes of a pack that is read in advance for the git program: more than is ever fetched without being asked for. Larger
 * ones are a user's choice, who saw their size.
 */
export const MAX_SCANNED = 64 * MiB

/** Bytes of the least that an entry can be: its header, and nothing deflated. */
export const MIN_ENTRY = 9
