/** What strangers may make of a tracker, and a tracker of us. Times in seconds, sizes in bytes, unless named otherwise. */
import { MAX_PEERS_PER_MESSAGE, MAX_REFERENCES_OBJECT } from '../gtp/limits.ts'

const KiB = 1024

// The server: what comes in
/** Characters of an announce's query: every known key with its longest value takes 400. */
export const MAX_QUERY = 1024
/** Characters of an IP literal. */
export const MAX_ADDRESS = 45

// The server: what it remembers
/** Repositories that a lone tracker knows at a time. */
export const MAX_TRACKED_REPOS = 10_000
export const MAX_PEERS_PER_REPO = 2_000
/** Peers of all repositories together; one takes about 800 bytes. */
export const MAX_TRACKED_PEERS = 50_000
/** Addresses whose rate is remembered. */
export const MAX_ADDRESS_BUCKETS = 4_096
/** Announces of one address: an office behind one address starts all its nodes at nine. */
export const ANNOUNCES_PER_SECOND = 50
export const ANNOUNCES_BURST = 400

// The server: what it answers
/** Peers in an answer. */
export const MAX_PEERS = MAX_PEERS_PER_MESSAGE
/** Entries looked at for an answer, fit for the asker or not. */
export const MAX_LOOKS = 500
/** What a new peer gets, and the least that anybody gets. */
export const FIRST_EXPIRES = 60
/** What `expires` grows to, as long as the tracker is at ease. */
export const DEFAULT_MAX_EXPIRES = 1_800
/** Announces per second beyond which a tracker stretches what it hands out. */
export const COMFORTABLE_RATE = 500
export const MAX_STRETCH = 8
/** Repositories on the page for people. */
export const MAX_SHOWN_REPOS = 100

// The client: what it takes
/** A day, for servers too: nobody should rely on a tracker that hears of him less often. */
export const MAX_EXPIRES = 86_400
/** Peers that a tracker may say it counts. */
export const MAX_COUNT = 1_000_000_000
/** An answer: a references object, and peers. */
export const MAX_ANSWER = MAX_REFERENCES_OBJECT + 64 * KiB
export const MAX_ANSWER_HEADER = 8 * KiB
export const MAX_FAILURE_REASON = 500

// The client: when it asks
/** Milliseconds for all of a question. */
export const ASK_TIMEOUT = 10_000
/** The same when the node stops. */
export const STOP_TIMEOUT = 1_000
/** However short the `expires`, and however soon the Retry-After. */
export const MIN_WAIT = 30
/** After a static answer. */
export const STATIC_WAIT = 3_600
export const MAX_RETRY_AFTER = 86_400
/** After failures: doubled from MIN_WAIT up to this. */
export const MAX_BACKOFF = 1_800
