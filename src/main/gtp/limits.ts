/** Every size that a stranger could choose, with the most that we accept. Bytes unless named otherwise. */
const KiB = 1024
const MiB = 1024 * KiB

export const PROTOCOL_VERSION = 'GTP/0.2'
/** SHA-256. */
export const HASH_BYTES = 32

// Reels and blocks
export const MIN_BLOCK_SIZE = 1 * KiB
export const MAX_BLOCK_SIZE = 1 * MiB
/** Block sizes that publishers choose from: the smallest that keeps a reel within TARGET_BLOCKS. */
export const BLOCK_SIZES = [256 * KiB, 512 * KiB, 1 * MiB] as const
export const TARGET_BLOCKS = 2048
/** 32 GiB in blocks of 1 MiB; the hash list is 1 MiB. */
export const MAX_REEL_BLOCKS = 32_768
export const MAX_REEL_BYTES = MAX_REEL_BLOCKS * MAX_BLOCK_SIZE
export const MAX_REELS = 64
/** Points needed or given, of all reels together. */
export const MAX_REEL_POINTS = 20_000

// References and metainfo
export const MAX_REFS = 20_000
export const MAX_REF_NAME = 250
/** Commits without parents that references name. */
export const MAX_ROOTS = 16
export const MAX_REFERENCES_OBJECT = 4 * MiB
export const MAX_REPO_INFO = 64 * KiB
export const MAX_METAINFO = 8 * MiB
/** References objects in a metainfo; only the last one counts, the others are for audit. */
export const MAX_REFERENCES_IN_METAINFO = 16
export const MAX_ALTERNATIVES = 64
export const MAX_TRACKERS = 16
export const MAX_URL = 2 * KiB
/** An OpenSSH line of a P-256 key is 160 bytes, base64 and all. */
export const MAX_PUBKEY = 200
/** Unix seconds of the last second of the year 9999: what dates are still written with. */
export const MAX_TIME = 253_402_300_799

// Text, in code points after NFC
export const MAX_NAME = 100
export const MAX_NICKNAME = 60
export const MAX_DESCRIPTION = 500
export const MAX_COMMENT = 1_000
/** Labels of HEAD's newest commit: cut by the publisher. */
export const MAX_SUBJECT = 200
export const MAX_AUTHOR = 100
export const MAX_AGENT = 100
export const MAX_GOODBYE_TEXT = 200

// Encodings and messages
export const MAX_BENCODE_DEPTH = 16
/** Values in one bencoded document, counted at every depth. */
export const MAX_BENCODE_ITEMS = 100_000
/** A frame holds at most a references object with its repo info, or one block. */
export const MAX_FRAME = MAX_REFERENCES_OBJECT + MAX_REPO_INFO + 4 * KiB
export const MAX_PEERS_PER_MESSAGE = 50
export const MAX_REPOS_PER_CONNECTION = 256
/** Blocks that one message tells of. */
export const MAX_NEWS = 256
/** Requests that a peer may have waiting with us. */
export const MAX_QUEUED_REQUESTS = 64

// Links
/** Characters. */
export const MAX_LINK = 2 * KiB
export const MAX_LINK_ADDRESSES = 8

/** A pack that is made on request. */
export const MAX_REQUESTED_PACK = 256 * MiB
/** Objects that one asks for, and that one says to hold. */
export const MAX_PACK_WANTS = 256
export const MAX_PACK_HAVES = 256
/** Code points of why a pack was refused. */
export const MAX_REFUSAL_TEXT = 200

/** A node's directory as a document (section 7), bytes. */
export const MAX_DIRECTORY = 256 * KiB

// Previews
/** Bytes of all, and of one object. */
export const MAX_PREVIEW = 1024 * KiB
export const MAX_PREVIEW_OBJECT = 256 * KiB
export const MAX_PREVIEW_COMMITS = 30
