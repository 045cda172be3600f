/** What no input may do to a reader. */

/** Milliseconds for one input. */
export const MAX_MS = 1000
/** Bytes by which the heap may be larger after millions of inputs than after the first thousands, garbage collected. */
export const MAX_GROWTH = 48 * 1024 * 1024
/** Bytes of the whole process at any time. */
export const MAX_RESIDENT = 1024 * 1024 * 1024
/** Bytes of an input. */
export const MAX_INPUT = 64 * 1024
