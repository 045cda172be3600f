/** What the engine allows itself and its peers. Milliseconds, bytes, or counts by name. */
export const TICK_MS = 500

export const MAX_LINKS = 200
export const MAX_CANDIDATES = 1_000
export const MAX_BANNED = 1_000
export const BAN_TIME = 10 * 60_000

export const HELLO_TIMEOUT = 10_000
export const KEEP_ALIVE_EVERY = 30_000
export const SILENCE_TIMEOUT = 90_000
export const IDLE_TIMEOUT = 60_000

export const MAX_DIALS = 8
export const DIAL_BACKOFF = 1_000
export const MAX_DIAL_BACKOFF = 60_000
/** Who lacks nothing still keeps this many links for each repository, so that news find a way. */
export const MESH_LINKS = 4

/** Control messages that a peer may send in a second. */
export const MAX_MESSAGES_PER_SECOND = 2_000
/** Reels of which a peer may tell what it has. */
export const MAX_TOLD_REELS = 256
/** Blocks that arrive unasked (after a cancel) before it counts as a breach. */
export const MAX_UNASKED_BLOCKS = 64

export const MIN_WINDOW = 2
export const MAX_WINDOW = 16
/** A peer's window of requests holds what it sends in this time. */
export const WINDOW_TIME = 100
export const REQUEST_TIMEOUT = 20_000
export const SNUB_TIME = 30_000
/** Asked answers (references, hashes) are waited for this long, then another peer is asked. */
export const ANSWER_TIMEOUT = 10_000
/** Verified bytes on their way to the store: no more is asked for while they are above this. */
export const MAX_STORING = 16 * 1024 * 1024
/** Blocks that are still missing when the endgame begins: each may then be asked of two peers. */
export const ENDGAME_BLOCKS = 12

/** Blocks that are read for one peer at a time. */
export const SERVE_AT_ONCE = 3
export const UPLOAD_SLOTS = 8
export const CHOKE_EVERY = 10_000
export const OPTIMISTIC_EVERY = 30_000
export const EXCHANGE_EVERY = 30_000
