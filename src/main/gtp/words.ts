import type { Hex } from '../../shared/model.ts'
import { WORDS } from './word-list.ts'

const WORD_COUNT = 4

/**
 * Four short words for a key, such as "tidal-mango-orbit-fern", that people can compare by voice. They stand for the
 * first four bytes of the peer ID: enough to notice a mix-up or a passer-by's imitation; against somebody who searches
 * for a key with the same words (2^32 tries), compare the whole peer ID.
 * @param peerId 40 hex digits
 */
export function wordsOf(peerId: Hex): string {
  return Array.from({ length: WORD_COUNT }, (_, at) => {
    const byte = Number.parseInt(peerId.slice(2 * at, 2 * at + 2), 16)
    return WORDS[byte] ?? '?'
  }).join('-')
}
