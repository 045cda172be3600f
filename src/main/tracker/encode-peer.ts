import type { PeerAddress } from '../gtp/types.ts'

/**
 * A peer as it stands in answers: bencoding as text of one byte per character. Made once for each announce and put into
 * many answers, so it must be one flat string, which text that was just put together is not.
 */
export function encodePeer({ peerId, address, port }: PeerAddress): string {
  const id = Buffer.from(peerId, 'hex').toString('latin1')
  const text = `d7:address${address.length}:${address}7:peer id${id.length}:${id}4:porti${port}ee`
  return Buffer.from(text, 'latin1').toString('latin1')
}
