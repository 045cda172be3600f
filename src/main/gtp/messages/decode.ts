import type { Hex } from '../../../shared/model.ts'
import { toHex } from '../bytes.ts'
import { Dictionary } from '../dictionary.ts'
import { isIpLiteral } from '../ip-address.ts'
import {
  HASH_BYTES,
  MAX_AGENT,
  MAX_BLOCK_SIZE,
  MAX_GOODBYE_TEXT,
  MAX_NICKNAME,
  MAX_PACK_HAVES,
  MAX_PACK_WANTS,
  MAX_PEERS_PER_MESSAGE,
  MAX_REEL_BLOCKS,
  MAX_REFERENCES_OBJECT,
  MAX_REPO_INFO,
  MAX_REFUSAL_TEXT,
  MAX_REQUESTED_PACK,
  MIN_BLOCK_SIZE,
} from '../limits.ts'
import { REPO_HASH_BYTES } from '../repo-info.ts'
import { checkNickname, checkText } from '../text.ts'
import { GtpError, type GoodbyeCode, type Message, type PeerAddress } from '../types.ts'
import { GOODBYE_CODES, INDEX_BYTES, REEL_INDEX_BYTES, type NumberedType } from './message-types.ts'
import { hexOfReel } from './reel-ids.ts'

const PEER_ID_BYTES = 20
const MAX_VERSION = 20
/** "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255" */
const MAX_ADDRESS = 45

/**
 * The message in a frame's payload, whose length was checked against the message table.
 * Byte fields are views into `payload`. Throws GtpError.
 */
export function decodePayload(type: NumberedType, payload: Uint8Array): Message {
  switch (type) {
    case 'choke':
    case 'unchoke':
    case 'interested':
    case 'uninterested':
      exactly(type, payload, 0)
      return { type }
    case 'have':
      atLeast(type, payload, REEL_INDEX_BYTES)
      return { type, reel: reelOf(type, payload), indexes: indexesOf(type, payload) }
    case 'request':
    case 'cancel':
    case 'reject':
      exactly(type, payload, REEL_INDEX_BYTES)
      return { type, ...reelIndex(type, payload) }
    case 'block':
      atLeast(type, payload, REEL_INDEX_BYTES + 1)
      return { type, ...reelIndex(type, payload), data: payload.subarray(REEL_INDEX_BYTES) }
    case 'get-hashes':
      exactly(type, payload, HASH_BYTES)
      return { type, reel: hexOfReel(payload) }
    case 'hashes':
      return { type, reel: reelOf(type, payload), hashes: hashesOf(payload) }
    case 'bitfield':
      return { type, reel: reelOf(type, payload), bits: payload.subarray(HASH_BYTES) }
    default:
      return decodeDictionary(type, Dictionary.decode(payload, 'message', type))
  }
}

type DictionaryType = Extract<
  NumberedType,
  | 'hello'
  | 'join'
  | 'leave'
  | 'peers'
  | 'references'
  | 'get-references'
  | 'references-object'
  | 'ask-pack'
  | 'offer-pack'
  | 'refuse-pack'
  | 'relative'
  | 'goodbye'
>

function decodeDictionary(type: DictionaryType, fields: Dictionary): Message {
  switch (type) {
    case 'hello':
      return {
        type,
        version: checkText(fields.text('version', MAX_VERSION), MAX_VERSION, 'message', 'hello.version'),
        name: checkNickname(fields.text('name', 4 * MAX_NICKNAME), MAX_NICKNAME, 'message', 'hello.name'),
        port: fields.integer('port', 0, 65_535),
        agent: checkText(
          fields.text('agent', 4 * MAX_AGENT),
          MAX_AGENT,
          'message',
          'hello.agent',
          'may be empty',
        ),
      }
    case 'join':
    case 'leave':
    case 'get-references':
      return { type, repo: repoOf(fields) }
    case 'references':
      return {
        type,
        repo: repoOf(fields),
        seq: fields.integer('seq', 1, Number.MAX_SAFE_INTEGER),
        digest: fields.hex('digest', HASH_BYTES),
      }
    case 'references-object':
      return {
        type,
        repo: repoOf(fields),
        info: fields.bytes('info', MAX_REPO_INFO),
        object: fields.bytes('object', MAX_REFERENCES_OBJECT),
      }
    case 'relative':
      return { type, repo: repoOf(fields), info: fields.bytes('info', MAX_REPO_INFO) }
    case 'peers':
      return {
        type,
        repo: repoOf(fields),
        peers: fields.dictionaries('peers', MAX_PEERS_PER_MESSAGE).map(decodePeer),
      }
    case 'ask-pack':
      return {
        type,
        repo: repoOf(fields),
        want: objectNames(fields, 'want', MAX_PACK_WANTS),
        have: objectNames(fields, 'have', MAX_PACK_HAVES),
      }
    case 'offer-pack':
      return {
        type,
        repo: repoOf(fields),
        reel: fields.hex('reel', HASH_BYTES),
        bytes: fields.integer('bytes', 1, MAX_REQUESTED_PACK),
        blockSize: fields.integer('block size', MIN_BLOCK_SIZE, MAX_BLOCK_SIZE),
      }
    case 'refuse-pack': {
      const text = fields.text('text', 4 * MAX_REFUSAL_TEXT)
      const checked = checkText(text, MAX_REFUSAL_TEXT, 'message', 'refuse-pack.text', 'may be empty')
      return { type, repo: repoOf(fields), text: checked }
    }
    case 'goodbye':
      return { type, code: goodbyeCode(fields.text('code', 32)), text: goodbyeText(fields) }
  }
}

function objectNames(fields: Dictionary, key: string, most: number): readonly Hex[] {
  const names = fields.strings(key, most, HASH_BYTES).map(toHex)
  if (names.some((name) => name.length !== 2 * HASH_BYTES && name.length !== 2 * REPO_HASH_BYTES)) {
    throw fields.bad(key, 'holds something else than object names')
  }
  return names
}

function decodePeer(fields: Dictionary): PeerAddress {
  const address = fields.text('address', MAX_ADDRESS)
  if (!isIpLiteral(address)) throw fields.bad('address', 'is not an IP literal')
  return {
    peerId: fields.hex('peer id', PEER_ID_BYTES),
    address,
    port: fields.integer('port', 1, 65_535),
  }
}

/** A reason that we don't know yet means no more to us than that the other side is leaving. */
function goodbyeCode(text: string): GoodbyeCode {
  return GOODBYE_CODES.find((code) => code === text) ?? 'shutdown'
}

function goodbyeText(fields: Dictionary): string {
  const text = fields.text('text', 4 * MAX_GOODBYE_TEXT)
  return checkText(text, MAX_GOODBYE_TEXT, 'message', 'goodbye.text', 'may be empty')
}

function repoOf(fields: Dictionary): Hex {
  return fields.hex('repo', REPO_HASH_BYTES)
}

function reelOf(type: NumberedType, payload: Uint8Array): Hex {
  atLeast(type, payload, HASH_BYTES + 1)
  return hexOfReel(payload.subarray(0, HASH_BYTES))
}

function reelIndex(type: NumberedType, payload: Uint8Array): { readonly reel: Hex; readonly index: number } {
  return { reel: reelOf(type, payload), index: indexAt(type, payload, HASH_BYTES) }
}

function indexesOf(type: NumberedType, payload: Uint8Array): number[] {
  if ((payload.length - HASH_BYTES) % INDEX_BYTES !== 0) throw wrongLength(type, payload)
  const indexes: number[] = []
  for (let at = HASH_BYTES; at < payload.length; at += INDEX_BYTES) indexes.push(indexAt(type, payload, at))
  return indexes
}

function indexAt(type: NumberedType, payload: Uint8Array, at: number): number {
  const index = new DataView(payload.buffer, payload.byteOffset).getUint32(at)
  if (index >= MAX_REEL_BLOCKS) throw new GtpError('message', `a ${type} message with an index out of range`)
  return index
}

function hashesOf(payload: Uint8Array): Uint8Array {
  const hashes = payload.subarray(HASH_BYTES)
  if (hashes.length % HASH_BYTES !== 0) throw new GtpError('message', 'a hash list with half a hash')
  return hashes
}

function exactly(type: NumberedType, payload: Uint8Array, length: number): void {
  if (payload.length !== length) throw wrongLength(type, payload)
}

function atLeast(type: NumberedType, payload: Uint8Array, length: number): void {
  if (payload.length < length) throw wrongLength(type, payload)
}

function wrongLength(type: NumberedType, payload: Uint8Array): GtpError {
  return new GtpError('message', `a ${type} message with a payload of ${payload.length} bytes`)
}
