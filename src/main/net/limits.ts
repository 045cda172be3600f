/** What strangers may use of this node's network side. Times in milliseconds, sizes in bytes. */

const KiB = 1024

/** Connections whose other end is not known yet: before the first byte, or in the TLS handshake. */
export const MAX_HALF_OPEN = 64
/** No exemption for the LAN: it is where our strangers are. */
export const MAX_HALF_OPEN_PER_ADDRESS = 8
/** After this, what has begun nothing yet, or rests between two requests, gives way to others of its address where that has no more places. */
export const IDLE_GRACE = 50
/** Open links, and dials under way. */
export const MAX_LINKS = 512
/** One computer may run several nodes; it can't take all the links. More than the engine keeps (MAX_LINKS_OF_GROUP): it knows which of them are of use. */
export const MAX_LINKS_PER_ADDRESS = 192
/** TLS handshakes that one address may begin. */
export const HANDSHAKES_PER_SECOND = 50
export const HANDSHAKES_BURST = 200

/** The first byte tells TLS from HTTP. */
export const FIRST_BYTE_TIMEOUT = 5_000
export const HANDSHAKE_TIMEOUT = 10_000
/** TCP and TLS together. */
export const DIAL_TIMEOUT = 5_000
/** For what was written before an end to reach the other side. */
export const END_TIMEOUT = 5_000
/** The same when the whole node stops. */
export const CLOSE_TIMEOUT = 1_000

/** TLS is handed small chunks until they are as long as this, and longer ones by themselves. */
export const LARGE_CHUNK = 64 * KiB

export const MAX_HTTP_CONNECTIONS = 128
export const MAX_HTTP_CONNECTIONS_PER_ADDRESS = 32
export const MAX_HTTP_HEADER = 8 * KiB
export const HTTP_HEADERS_TIMEOUT = 5_000
export const HTTP_REQUEST_TIMEOUT = 10_000
export const HTTP_KEEP_ALIVE = 5_000
/** Without a byte moved: ends readers that take their answer too slowly to matter. */
export const HTTP_IDLE_TIMEOUT = 20_000
/**
 * Who takes less of what waits for him, bytes per second on the average over so many milliseconds, is ended: he holds a
 * place. Systems hold some megabytes for him, and tell only in large steps that he goes on.
 */
export const SLOWEST_READER = 8 * KiB
export const SLOW_READER_WINDOW = 120_000
/** An answer is handed to the system in pieces, so that it is seen how it is taken. */
export const ANSWER_PIECE = 64 * KiB

/** Requests of guests that are answered or wait, so that most places stay for others; beyond it they are told to come back. */
export const MAX_GUEST_REQUESTS = 48
export const MAX_GUEST_REQUESTS_PER_ADDRESS = 16
/** Packs that are handed to guests at a time: a third of what the swarm serves peers. Others wait their turn. */
export const GUEST_SLOTS = 4
export const GUEST_SLOTS_PER_ADDRESS = 2
/** Of the user's upload limit, what guests have while there are some; without a limit the slots alone bound them. */
export const GUEST_SHARE = 0.5
/** Bytes that are read of a pack at once: small reads take longer than the wire. */
export const GUEST_PIECE = 256 * KiB
/** Seconds after which a guest that found no place may come back. */
export const GUEST_RETRY_AFTER = 30
/** Milliseconds that a guest waits for the packs of a large project to be made. */
export const GUEST_PATIENCE = 10 * 60_000
export const HTTP_REQUESTS_PER_SECOND = 50
export const HTTP_REQUESTS_BURST = 200
/** Addresses whose rate is remembered. */
export const MAX_RATE_BUCKETS = 4096
/** Paths that we serve are far shorter. */
export const MAX_HTTP_PATH = 256
/** Digests of directories that are asked for at once; discovery asks for no more. */
export const MAX_DIGESTS = 128
/** Characters: every key of an announce with its longest value takes 400. */
export const MAX_ANNOUNCE_QUERY = 1024

export const FETCH_TIMEOUT = 5_000
