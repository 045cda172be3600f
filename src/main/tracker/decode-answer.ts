import { Dictionary } from '../gtp/dictionary.ts'
import { MAX_REFERENCES_IN_METAINFO, MAX_REFERENCES_OBJECT } from '../gtp/limits.ts'
import { cleanText } from '../gtp/text.ts'
import { GtpError, type PeerAddress } from '../gtp/types.ts'
import { normalizeIp } from '../gtp/ip-scope.ts'
import { MAX_ADDRESS, MAX_ANSWER, MAX_COUNT, MAX_EXPIRES, MAX_FAILURE_REASON, MAX_PEERS } from './limits.ts'
import type { PeersAnswer } from './types.ts'

/** What a tracker's body says. */
export type DecodedAnswer = PeersAnswer | { readonly kind: 'failure'; readonly reason: string }

/**
 * Reads the body of an answer, a tracker's or a static file's. References are raw bytes, not yet verified; a failure's
 * reason is made plain text. Throws GtpError 'bencode', 'message' or 'limit'.
 */
export function decodeAnswer(bytes: Uint8Array): DecodedAnswer {
  if (bytes.length > MAX_ANSWER) throw new GtpError('limit', `an answer longer than ${MAX_ANSWER} bytes`)
  const fields = Dictionary.decode(bytes, 'message', 'answer')
  if (fields.has('failure reason')) {
    const reason = fields.text('failure reason', 4 * MAX_FAILURE_REASON)
    return { kind: 'failure', reason: cleanText(reason, MAX_FAILURE_REASON) }
  }
  return {
    kind: 'peers',
    expires: fields.integer('expires', 0, MAX_EXPIRES),
    complete: fields.integer('complete', 0, MAX_COUNT),
    incomplete: fields.integer('incomplete', 0, MAX_COUNT),
    peers: fields.dictionaries('peers', MAX_PEERS).map(readPeer),
    ...(fields.has('references') ? { references: readReferences(fields) } : {}),
  }
}

function readPeer(peer: Dictionary): PeerAddress {
  const text = peer.text('address', MAX_ADDRESS)
  const address = text.includes('%') ? null : normalizeIp(text)
  if (address === null) throw peer.bad('address', "is not one computer's IP address")
  return { peerId: peer.hex('peer id', 20), address, port: peer.integer('port', 1, 65_535) }
}

const readReferences = (fields: Dictionary) =>
  fields
    .strings('references', MAX_REFERENCES_IN_METAINFO, MAX_REFERENCES_OBJECT)
    .map((object) => object.slice())
