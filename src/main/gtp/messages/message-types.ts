/** The message table (GTP/0.2 section 8): type numbers, and the most bytes that a payload of each type may have. */
import {
  HASH_BYTES,
  MAX_AGENT,
  MAX_BLOCK_SIZE,
  MAX_GOODBYE_TEXT,
  MAX_NEWS,
  MAX_NICKNAME,
  MAX_PACK_HAVES,
  MAX_PACK_WANTS,
  MAX_PEERS_PER_MESSAGE,
  MAX_REEL_BLOCKS,
  MAX_REFERENCES_OBJECT,
  MAX_REFUSAL_TEXT,
  MAX_REPO_INFO,
} from '../limits.ts'
import type { Message } from '../types.ts'

/** All but keep-alive, which is a frame of length 0 and has no number. */
export type NumberedType = Exclude<Message['type'], 'keep-alive'>

export interface MessageType {
  readonly number: number
  /** Bytes after the type. */
  readonly maxPayload: number
}

/** A block's index as u32. */
export const INDEX_BYTES = 4
/** Reel ID, then a block's index. */
export const REEL_INDEX_BYTES = HASH_BYTES + INDEX_BYTES
/** Room for the keys, lengths and new fields of a bencoded payload. */
const DICTIONARY_ROOM = 1024
/** Bytes of one code point in UTF-8, at most. */
const UTF8 = 4
const PEER_ROOM = 128
/** An object name of 32 bytes with its length. */
const OID_ROOM = 36

export const MESSAGE_TYPES: Readonly<Record<NumberedType, MessageType>> = {
  choke: { number: 0, maxPayload: 0 },
  unchoke: { number: 1, maxPayload: 0 },
  interested: { number: 2, maxPayload: 0 },
  uninterested: { number: 3, maxPayload: 0 },
  have: { number: 4, maxPayload: HASH_BYTES + MAX_NEWS * INDEX_BYTES },
  bitfield: { number: 5, maxPayload: HASH_BYTES + MAX_REEL_BLOCKS / 8 },
  request: { number: 6, maxPayload: REEL_INDEX_BYTES },
  block: { number: 7, maxPayload: REEL_INDEX_BYTES + MAX_BLOCK_SIZE },
  cancel: { number: 8, maxPayload: REEL_INDEX_BYTES },
  reject: { number: 9, maxPayload: REEL_INDEX_BYTES },
  'get-hashes': { number: 10, maxPayload: HASH_BYTES },
  hashes: { number: 11, maxPayload: HASH_BYTES + MAX_REEL_BLOCKS * HASH_BYTES },
  hello: { number: 32, maxPayload: DICTIONARY_ROOM + UTF8 * (MAX_NICKNAME + MAX_AGENT) },
  join: { number: 33, maxPayload: DICTIONARY_ROOM },
  leave: { number: 34, maxPayload: DICTIONARY_ROOM },
  peers: { number: 35, maxPayload: DICTIONARY_ROOM + MAX_PEERS_PER_MESSAGE * PEER_ROOM },
  references: { number: 36, maxPayload: DICTIONARY_ROOM },
  'get-references': { number: 37, maxPayload: DICTIONARY_ROOM },
  'references-object': { number: 38, maxPayload: DICTIONARY_ROOM + MAX_REFERENCES_OBJECT + MAX_REPO_INFO },
  goodbye: { number: 39, maxPayload: DICTIONARY_ROOM + UTF8 * MAX_GOODBYE_TEXT },
  'ask-pack': { number: 40, maxPayload: DICTIONARY_ROOM + (MAX_PACK_WANTS + MAX_PACK_HAVES) * OID_ROOM },
  'offer-pack': { number: 41, maxPayload: DICTIONARY_ROOM },
  'refuse-pack': { number: 42, maxPayload: DICTIONARY_ROOM + UTF8 * MAX_REFUSAL_TEXT },
  relative: { number: 43, maxPayload: DICTIONARY_ROOM + MAX_REPO_INFO },
}

const typeOfNumber = new Map(
  (Object.keys(MESSAGE_TYPES) as NumberedType[]).map((type) => [MESSAGE_TYPES[type].number, type]),
)

/** The type with a number; undefined for one that a newer version may have added. */
export function messageTypeOf(number: number): NumberedType | undefined {
  return typeOfNumber.get(number)
}

export const GOODBYE_CODES = [
  'shutdown',
  'duplicate',
  'idle',
  'bad-message',
  'bad-block',
  'limit',
  'version',
  'self',
  'full',
] as const
