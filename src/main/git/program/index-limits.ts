/** What git may take of memory and disk for what a stranger packed. */

const MiB = 1024 * 1024
const GiB = 1024 * MiB

/** Larger blobs are hashed in pieces instead of being held in memory. */
export const BIG_FILE: readonly [string, string] = ['core.bigFileThreshold', '64m']
/**
 * Most that git may ask of memory at once, bytes: a small delta may claim to unfold to any size. Git itself makes no deltas of
 * what is larger than half of the first (core.bigFileThreshold); the table of objects needs more where there are tens of millions.
 */
const ALLOCATION = GiB
const MAX_ALLOCATION = 3 * GiB
/** Bytes of git's table for an object. */
const TABLE_ENTRY = 128

/** @param objects that a pack says it has, its size allowing for them (pack-file.ts) */
export function boundMemory(objects: number): Readonly<Record<string, string>> {
  const bytes = Math.min(Math.max(ALLOCATION, objects * TABLE_ENTRY), MAX_ALLOCATION)
  return { GIT_ALLOC_LIMIT: String(bytes) }
}

/**
 * Bytes that a quarantine may grow by for one thin pack: it is completed with the objects that it builds on, whole, and a few KB
 * can name them all.
 */
export const MAX_GROWTH = 2 * GiB
