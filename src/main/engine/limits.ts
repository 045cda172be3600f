/**
 * What the engine allows itself and its peers. Milliseconds, bytes, or counts by name.
 *
 * Every list that grows with what others send, and its bound:
 *
 * | list                                       | bound                                             | beyond it                     |
 * | ------------------------------------------ | ------------------------------------------------- | ----------------------------- |
 * | connections                                | MAX_LINKS                                         | who has most of them, or full |
 * | connections of one address                 | MAX_LINKS_OF_GROUP                                | who says most there gives way |
 * | connections of no use                      | AIM_LINKS, MAX_PARTED                             | ended: full                   |
 * | dials under way; dials over time           | MAX_DIALS; DIALS_PER_SECOND after DIAL_BURST      | wait                          |
 * | candidates of a repository                 | MAX_CANDIDATES                                    | what peers told goes first    |
 * | banned peers                               | MAX_BANNED, BAN_TIME                              | the oldest is forgotten       |
 * | banned peers of one address                | MAX_BANNED_OF_GROUP                               | NEW_KEYS_RATE from there      |
 * | what is remembered of keys, of addresses   | MAX_ACCOUNTS, MAX_EARNED; MAX_GROUPS              | the oldest is forgotten       |
 * | repositories that a peer joined            | MAX_REPOS_PER_CONNECTION (gtp/limits.ts)          | dropped: limit                |
 * | what a peer has: reels, bytes of bitmaps   | MAX_TOLD_REELS, MAX_TOLD_BYTES                    | dropped: limit                |
 * | a peer's requests that wait with us        | MAX_QUEUED_REQUESTS (gtp/limits.ts)               | dropped: limit                |
 * | blocks being read and sent for a peer      | SERVE_AT_ONCE, for UPLOAD_SLOTS peers             | wait in its queue             |
 * | blocks given to a peer, unconfirmed        | MAX_GIVEN                                         | the oldest is free for others |
 * | hash lists and references sent to a peer   | ANSWER_RATE after ANSWER_BURST                    | not answered                  |
 * | our requests under way with a peer         | MAX_WINDOW                                        | not asked                     |
 * | blocks that a peer rejected                | MAX_REFUSED, REFUSAL_TIME                         | the oldest is forgotten       |
 * | blocks asked for, and not yet stored       | MAX_IN_FLIGHT, MAX_STORING; bytes                 | not asked                     |
 * | packs being made on request                | MAX_PACKS_MADE, one for a peer                    | refused: busy                 |
 * | packs that were made, and are kept         | MAX_OFFERED_BYTES, one for a peer; PACK_KEEP      | of who holds most, the oldest |
 * | control messages of a peer                 | MAX_MESSAGES_PER_SECOND                           | dropped: limit                |
 * | control messages of one address            | MESSAGES_OF_GROUP_RATE, _BURST                    | who says most is dropped      |
 * | projects of ours that a peer joins, again  | MEET_RATE after MEET_BURST                        | dropped: limit                |
 * | blocks that nobody asked for               | MAX_UNASKED_BLOCKS beyond what we cancelled       | dropped: limit                |
 * | relatives that a peer tells of             | MAX_RELATIVES                                     | not heard                     |
 * | announcements that a peer could not keep   | MAX_FALSE_NEWS                                    | dropped: limit                |
 */
export const TICK_MS = 500

export const MAX_LINKS = 200
/** Of one address: with more, one from there gives way to a newcomer from there. */
export const MAX_LINKS_OF_GROUP = 128
/** An honest peer said hello by then. */
export const FAIR_START = 300
export const MAX_CANDIDATES = 1_000
export const MAX_BANNED = 1_000
export const BAN_TIME = 10 * 60_000
/**
 * So many banned keys of one address (of IPv6: one /64), and until one of them may come back few other keys from there are
 * talked to: so many at once, and per second after that. Others may share the address, who did nothing.
 */
export const MAX_BANNED_OF_GROUP = 8
export const NEW_KEYS_BURST = 8
export const NEW_KEYS_RATE = 4
/** Keys and addresses whose budgets are remembered, and keys that gave us something that proved right. */
export const MAX_ACCOUNTS = 1_000
export const MAX_GROUPS = 1_000
export const MAX_EARNED = 1_000
/** Several nodes may run on one computer: what all keys of one address may cost together, by what one may. */
export const GROUP_SHARE = 8

export const HELLO_TIMEOUT = 10_000
export const KEEP_ALIVE_EVERY = 30_000
/** A link that missed a keep-alive gives way to a new one of the same peer. */
export const LOST_AFTER = 35_000
export const SILENCE_TIMEOUT = 90_000
export const IDLE_TIMEOUT = 60_000
/** A peer that owes us blocks, and of whom not a byte came for this long, is asked whether it is there. */
export const QUIET_AFTER = 8_000
/** Who was asked, and of whom not a byte came for this long, is gone; behind blocks of ours the question takes longer. */
export const CHECK_TIMEOUT = 4_000
export const CHECK_TIMEOUT_BUSY = 20_000

/** A peer that will have more for us soon is not told that it has nothing now: it would choke us for that time. */
export const UNINTEREST_AFTER = 3_000

export const MAX_DIALS = 8
/** Hints may come from anybody: however many there are, no more places than this are dialled. */
export const DIALS_PER_SECOND = 20
export const DIAL_BURST = 40
/** A dial that the driver has not answered by then has failed. */
export const DIAL_TIMEOUT = 60_000
/** A peer who has several addresses, IPv4 and IPv6 say, is tried at the next one when the one before says nothing for so long. */
export const NEXT_ADDRESS_AFTER = 1_000
export const DIAL_BACKOFF = 250
export const MAX_DIAL_BACKOFF = 60_000
/** Who lacks something dials on until it has this many links for a repository. */
export const HUNGRY_LINKS = 40
/** Who lacks nothing still keeps this many links for each repository, so that news find a way. */
export const MESH_LINKS = 4
/**
 * Of those, so many that this node dialled itself, however many came to it: who comes uninvited may be anybody, and could
 * otherwise keep it from those whom it needs.
 */
export const HUNGRY_OWN_LINKS = 8
export const MESH_OWN_LINKS = 2
/** Beside those, so many whom a tracker named: on another network nobody else may see them, and they can't come to us. */
export const FAR_LINKS = 4

/**
 * Connections that are aimed at in all. Newcomers are taken beyond it, up to MAX_LINKS; nothing is dialled beyond it but for
 * a mesh, and those that have been of no use for SURPLUS_AFTER end, SURPLUS_AT_ONCE each SURPLUS_EVERY.
 */
export const AIM_LINKS = 80
export const SURPLUS_AFTER = 30_000
export const SURPLUS_EVERY = 5_000
export const SURPLUS_AT_ONCE = 8
/** How long peers who parted so don't dial each other again, and how many are remembered. */
export const PARTED_FOR = 10 * 60_000
export const MAX_PARTED = 1_000

/** Control messages that a peer may send in a second, without requests that are served and news of blocks. */
export const MAX_MESSAGES_PER_SECOND = 2_000
/** News of blocks that don't count among them: blocks come no faster, and a reel has no more of them. */
export const NEWS_RATE = 4_000
export const NEWS_BURST = 40_000
/** The same of all peers at one address; beyond it those with more than BUSY_LINK in the last second are dropped. */
export const MESSAGES_OF_GROUP_RATE = 4_000
export const MESSAGES_OF_GROUP_BURST = 16_000
export const BUSY_LINK = 250
/** Projects of ours that one key joins: what we know and have of each is told again. At once, and per second after that. */
export const MEET_BURST = 1_024
export const MEET_RATE = 8
/** Packs that we make for one key: at once, and per second after that. */
export const PACKS_BURST = 4
export const PACKS_RATE = 1 / 60
/** Faults such as MAX_UNASKED_BLOCKS and MAX_FALSE_NEWS are forgiven at this rate. */
export const FAULTS_PER_SECOND = 1 / 60
/** Reels of which a peer may tell what it has. */
export const MAX_TOLD_REELS = 1_024
/** Reels of a repository that are listed no longer: so many are told of, so that nobody hears of too many. */
export const MAX_TOLD_RETIRED = 8
/** Bitmaps of what a peer has, in bytes. */
export const MAX_TOLD_BYTES = 256 * 1024
/** Blocks that arrive though they were neither asked for nor cancelled, before it counts as a breach. */
export const MAX_UNASKED_BLOCKS = 16
/** Hash lists and references that we send to a peer: bytes at once, and per second after that. */
export const ANSWER_BURST = 16 * 1024 * 1024
export const ANSWER_RATE = 1024 * 1024
/** Related torrents that a peer is told of on one connection, and that its key may tell of; per second after that. */
export const MAX_RELATIVES = 128
export const RELATIVES_RATE = MAX_RELATIVES / 600
/** Announcements of newer references that a peer may fail to keep. */
export const MAX_FALSE_NEWS = 8

export const MIN_WINDOW = 2
/** Blocks under way with others, from which on a peer's window may be a single one. */
export const ENOUGH_ELSEWHERE = 3
export const MAX_WINDOW = 16
/** A peer's window of requests holds what it sends in this time. */
export const WINDOW_TIME = 100
/** A peer that owes us blocks and sends none for this long is left alone for SNUB_TIME. */
export const REQUEST_TIMEOUT = 20_000
export const SNUB_TIME = 30_000
/** The same for one that never sent a block, and of whom not a byte came for this long: perhaps it has none. */
export const FIRST_BLOCK_TIMEOUT = 5_000
/** A rejected block is not asked of the same peer again before this. */
export const REFUSAL_TIME = 500
export const MAX_REFUSED = 256
/** So many rejects in a row, and a peer rests for REJECTED_REST; so many rests without a block, and it has nothing. */
export const MAX_REJECTS = 256
export const REJECTED_REST = 5_000
/** Rests, for rejects or for silence, before a peer that sent no block is dropped. */
export const MAX_RESTS = 3
/** Who was asked for references or hashes has this long; so often in vain, nothing else having come of it, and it is dropped. */
export const ANSWER_TIMEOUT = 10_000
export const MAX_SILENCES = 3
/** One more peer is asked after this, later where at least some bytes came from the last one; so many at a time. */
export const ANSWER_PATIENCE = 1_000
export const ANSWER_PATIENCE_HEARD = 3_000
export const MAX_ASKED_AT_ONCE = 8
/** Verified bytes on their way to the store: no more is asked for while they are above this. */
export const MAX_STORING = 16 * 1024 * 1024
/** Bytes asked for, and verified ones on their way to the store: however many peers there are. */
export const MAX_IN_FLIGHT = 64 * 1024 * 1024
/** After the store failed (a full disk), its reel rests, until it is wanted anew. */
export const STORE_RETRY = 5_000
/** Of a streamed reel every third request goes to the first missing block, the others to rare ones that soon follow. */
export const STREAM_SHARE = 3
/** Blocks after the prefix among which chance decides, so that peers who stream the same reel ask for different ones. */
export const STREAM_AHEAD = 128
/** Places at which a rare block is looked for by chance, before all are looked through in order. */
export const LOOKS = 4
/** Blocks that are still missing when the endgame begins: late ones are then asked of a second peer. */
export const ENDGAME_BLOCKS = 12
/** A block is late after twice the time that the second peer would take, within these bounds. */
export const MIN_PATIENCE = 1_000
export const MAX_PATIENCE = 10_000

/** A seeder's blocks that are on their way to one peer are not given to a second one for three times the usual time. */
export const MIN_HOLD = 500
export const MAX_HOLD = 15_000
/** Unconfirmed blocks of one peer that are held back from others. */
export const MAX_GIVEN = 16

/** Blocks that are read for one peer at a time. */
export const SERVE_AT_ONCE = 3
export const UPLOAD_SLOTS = 12
/** With an upload limit there are fewer slots, so that each gets at least this many bytes per second; two at least. */
export const MIN_SLOT_RATE = 64 * 1024
/** A newcomer takes the optimistic slot from who has had it for this long. */
export const NEWCOMER_AFTER = 1_000
export const CHOKE_EVERY = 5_000
export const OPTIMISTIC_EVERY = 15_000
/** Who had a slot for LAZY_AFTER and asked for nothing comes behind all others for LAZY_FOR, or until he asks. */
export const LAZY_AFTER = 2_000
export const LAZY_FOR = 60_000
/** How often a peer is told who is new in what both are in, and of all who are. */
export const EXCHANGE_EVERY = 30_000
export const FULL_EXCHANGE_EVERY = 10 * 60_000

/** Who was asked for a pack gets this long to make it. */
export const PACK_TIMEOUT = 120_000
/** Packs that are made at a time, for all peers together. */
export const MAX_PACKS_MADE = 2
/** An offered pack goes after this. */
export const PACK_KEEP = 10 * 60_000
/** All offered packs together; a small one counts as MIN_OFFER, so that there are 64 at the most. Bytes. */
export const MAX_OFFERED_BYTES = 1024 * 1024 * 1024
export const MIN_OFFER = 16 * 1024 * 1024
