import { encodeBencode } from '../bencode.ts'
import { concatBytes, fromHex } from '../bytes.ts'
import { HASH_BYTES, MAX_GOODBYE_TEXT, MAX_NICKNAME, MAX_REFUSAL_TEXT } from '../limits.ts'
import { REPO_HASH_BYTES } from '../repo-info.ts'
import { cleanNickname, cleanText, NAMELESS } from '../text.ts'
import { GtpError, type Message } from '../types.ts'
import { decodePayload } from './decode.ts'
import { INDEX_BYTES, MESSAGE_TYPES, REEL_INDEX_BYTES, type NumberedType } from './message-types.ts'
import { bytesOfReel } from './reel-ids.ts'

const NO_BYTES = new Uint8Array(0)
const FRAME_HEADER_BYTES = 5

/** Of a block's frame, what comes before its data. */
export const BLOCK_HEAD_BYTES = FRAME_HEADER_BYTES + REEL_INDEX_BYTES

/** Makes a frame of a block's data where it lies: `frame` is BLOCK_HEAD_BYTES of room, then the data. Throws GtpError. */
export function encodeBlockInto(frame: Uint8Array, reel: string, index: number): void {
  const head = reelIndex(reel, index)
  checkPayload('block', head, frame.subarray(BLOCK_HEAD_BYTES))
  writeHeader(frame, 'block', frame.length - FRAME_HEADER_BYTES)
  frame.set(head, FRAME_HEADER_BYTES)
}

/**
 * A message as a frame: u32 length (big-endian) of what follows, u8 type, payload (GTP/0.2 section 8).
 * @returns chunks to be written one after the other; a block's data is one of them, not copied
 * Labels (nickname, goodbye text) are cleaned. Throws GtpError for what the other side would refuse: such a message is a fault of ours.
 */
export function encodeMessage(message: Message): readonly Uint8Array[] {
  if (message.type === 'keep-alive') return [new Uint8Array(4)]
  const head = encodeHead(message)
  const tail = message.type === 'block' ? message.data : NO_BYTES
  checkPayload(message.type, head, tail)
  const header = new Uint8Array(FRAME_HEADER_BYTES + head.length)
  writeHeader(header, message.type, head.length + tail.length)
  header.set(head, FRAME_HEADER_BYTES)
  return message.type === 'block' ? [header, tail] : [header]
}

function writeHeader(frame: Uint8Array, type: NumberedType, payload: number): void {
  new DataView(frame.buffer, frame.byteOffset).setUint32(0, 1 + payload)
  frame[4] = MESSAGE_TYPES[type].number
}

/** The payload, except a block's data. */
function encodeHead(message: Exclude<Message, { type: 'keep-alive' }>): Uint8Array {
  switch (message.type) {
    case 'choke':
    case 'unchoke':
    case 'interested':
    case 'uninterested':
      return NO_BYTES
    case 'have':
      return concatBytes([bytesOfReel(message.reel), ...message.indexes.map(indexBytes)])
    case 'request':
    case 'cancel':
    case 'reject':
    case 'block':
      return reelIndex(message.reel, message.index)
    case 'get-hashes':
      return bytesOfReel(message.reel)
    case 'hashes':
      return concatBytes([bytesOfReel(message.reel), message.hashes])
    case 'bitfield':
      return concatBytes([bytesOfReel(message.reel), message.bits])
    case 'hello': {
      const { version, name, port, agent } = message
      return encodeBencode({ agent, name: cleanNickname(name, MAX_NICKNAME, NAMELESS), port, version })
    }
    case 'join':
    case 'leave':
    case 'get-references':
      return encodeBencode({ repo: repo(message.repo) })
    case 'references':
      return encodeBencode({ digest: digest(message.digest), repo: repo(message.repo), seq: message.seq })
    case 'references-object':
      return encodeBencode({ info: message.info, object: message.object, repo: repo(message.repo) })
    case 'relative':
      return encodeBencode({ info: message.info, repo: repo(message.repo) })
    case 'peers':
      return encodeBencode({
        peers: message.peers.map(({ peerId, address, port }) => ({ address, 'peer id': repo(peerId), port })),
        repo: repo(message.repo),
      })
    case 'ask-pack':
      return encodeBencode({
        have: message.have.map(objectName),
        repo: repo(message.repo),
        want: message.want.map(objectName),
      })
    case 'offer-pack': {
      const { reel, bytes, blockSize } = message
      return encodeBencode({
        'block size': blockSize,
        bytes,
        reel: bytesOfReel(reel),
        repo: repo(message.repo),
      })
    }
    case 'refuse-pack':
      return encodeBencode({ repo: repo(message.repo), text: cleanText(message.text, MAX_REFUSAL_TEXT) })
    case 'goodbye':
      return encodeBencode({ code: message.code, text: cleanText(message.text, MAX_GOODBYE_TEXT) })
  }
}

/** What we send passes the checks of our own decoder; bulk data only those of its length. */
function checkPayload(type: NumberedType, head: Uint8Array, tail: Uint8Array): void {
  const length = head.length + tail.length
  if (length > MESSAGE_TYPES[type].maxPayload) {
    throw new GtpError('limit', `a ${type} message of ${length} bytes is too long`)
  }
  if (type === 'block') {
    if (tail.length === 0) throw new GtpError('message', 'a block without data')
  } else {
    decodePayload(type, head)
  }
}

const reelIndex = (reel: string, index: number): Uint8Array =>
  concatBytes([bytesOfReel(reel), indexBytes(index)])

function indexBytes(index: number): Uint8Array {
  const bytes = new Uint8Array(INDEX_BYTES)
  new DataView(bytes.buffer).setUint32(0, index)
  return bytes
}

function digest(hex: string): Uint8Array {
  return fromHex(hex, HASH_BYTES, 'message', 'a hash')
}

/** Repo hashes and peer IDs are equally long. */
function repo(hex: string): Uint8Array {
  return fromHex(hex, REPO_HASH_BYTES, 'message', 'a repo hash or peer ID')
}

/** SHA-1 or SHA-256, as the repository has it. */
function objectName(hex: string): Uint8Array {
  return fromHex(
    hex,
    hex.length === 2 * HASH_BYTES ? HASH_BYTES : REPO_HASH_BYTES,
    'message',
    'an object name',
  )
}
