/** Every size that a stranger could choose, with the most that we accept. Bytes unless named otherwise. */
const KiB = 1024
const MiB = 1024 * KiB

export const PROTOCOL_VERSION = 'GTP/0.2'

export const MIN_BLOCK_SIZE = 1 * KiB
export const MAX_BLOCK_SIZE = 1 * MiB
/** Block sizes that publishers choose from: the smallest that keeps a reel within TARGET_BLOCKS. */
export const BLOCK_SIZES = [256 * KiB, 512 * KiB, 1 * MiB] as const
export const TARGET_BLOCKS = 2048
/** 32 GiB in blocks of 1 MiB; the hash list is 1 MiB. */
export const MAX_REEL_BLOCKS = 32_768
export const MAX_REELS = 64
export const MAX_REEL_POINTS = 20_000

export const MAX_REFS = 20_000
export const MAX_REF_NAME = 250
export const MAX_REFERENCES_OBJECT = 4 * MiB
export const MAX_REPO_INFO = 64 * KiB
export const MAX_METAINFO = 8 * MiB
export const MAX_ALTERNATIVES = 64
export const MAX_TRACKERS = 16
export const MAX_URL = 2 * KiB
/** Code points, after NFC. */
export const MAX_NAME = 100
export const MAX_NICKNAME = 60
export const MAX_DESCRIPTION = 500

export const MAX_BENCODE_DEPTH = 16
/** A frame holds at most a references object with its repo info, or one block. */
export const MAX_FRAME = MAX_REFERENCES_OBJECT + MAX_REPO_INFO + 4 * KiB
export const MAX_PEERS_PER_MESSAGE = 50
export const MAX_GOODBYE_TEXT = 200
export const MAX_REPOS_PER_CONNECTION = 256
/** Requests that a peer may have waiting with us. */
export const MAX_QUEUED_REQUESTS = 64
