import { encodeBencode } from '../gtp/bencode.ts'
import { fromHex } from '../gtp/bytes.ts'
import type { Answer } from './types.ts'

/** The body of an answer, canonical bencoding. Throws GtpError 'message' for a peer ID that is none. */
export function encodeAnswer(answer: Answer): Uint8Array {
  if (answer.kind === 'failure') return encodeBencode({ 'failure reason': answer.reason })
  return encodeBencode({
    complete: answer.complete,
    expires: answer.expires,
    incomplete: answer.incomplete,
    peers: answer.peers.map(({ peerId, address, port }) => ({
      address,
      'peer id': fromHex(peerId, 20, 'message', 'peer id'),
      port,
    })),
    references: answer.references,
  })
}
