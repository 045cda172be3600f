/** What nodes may not do, however long they run; and how gently they are looked at. Bytes, milliseconds. */

/** Of a process's life that isn't judged: programs are loaded, caches fill. */
export const WARM_UP_SHARE = 0.15
export const MIN_WARM_UP = 20_000
export const MAX_WARM_UP = 600_000
/** Fewer samples than that of a life tell nothing. */
export const MIN_SAMPLES = 6

/** From the median of a life's first third to that of its last. Held: after garbage collection, buffers too. */
export const MAX_HELD_GROWTH = 12e6
export const MAX_RESIDENT_GROWTH = 80e6
export const MAX_DESCRIPTORS_GROWTH = 16
export const MAX_SOCKETS_GROWTH = 12
export const MAX_CHILDREN_GROWTH = 4
export const MAX_TIMERS_GROWTH = 24

/** At any time. */
export const MAX_RESIDENT = 400e6
export const MAX_DESCRIPTORS = 200
/** Open files of reels: the node's own limit (store/reel-files.ts), and those in use. */
export const MAX_REELS = 64 + 16
export const MAX_CHILDREN = 40

/** A data directory, for each commit that anybody made, and beside that (the log alone may have 4 MB). */
export const DATA_PER_COMMIT = 24_000
export const DATA_BESIDES = 12e6
export const FILES_PER_COMMIT = 4
export const FILES_BESIDES = 1_500

/** Until everybody has everything, once people pause. What is on hold is tried again every minute, and hearsay has its own pace. */
export const CONVERGES_WITHIN = 240_000
/** Between two such pauses. */
export const CONVERGE_EVERY = 300_000
/** To start, with other things going on on the computer. */
export const STARTS_WITHIN = 90_000
export const STOPS_WITHIN = 60_000
export const SEEN_WITHIN = 120_000

/** Between two deeds, at least; then until no more than this share of a core has been used since the beginning, or until `AT_LAST`. */
export const PACE = 2_500
export const CPU_SHARE = 0.4
export const AT_LAST = 20_000

/** Between two looks at a node: the shorter it runs, the more often. */
export const sampleEvery = (minutes: number): number => Math.min(Math.max(1_000 * minutes, 3_000), 15_000)
