import type { Hex } from '../../shared/model.ts'

/** A couple: one may just be leaving. */
export const CHOSEN = 2

/**
 * Whether this node is one of a couple that does something for all who have something in common. All of them choose the
 * same ones without a word: those whose IDs are nearest to what it is about, so that a node is not chosen for everything.
 * @param others peer IDs, without this node's
 * @param about  a repo hash, or a reel's ID
 */
export function isChosen(self: Hex, others: Iterable<Hex>, about: Hex): boolean {
  const own = distance(self, about)
  let nearer = 0
  for (const other of others) {
    const theirs = distance(other, about)
    if (theirs < own || (theirs === own && other < self)) nearer++
    if (nearer >= CHOSEN) return false
  }
  return true
}

/** Of their first 32 bits. */
const distance = (peerId: Hex, about: Hex) =>
  (Number.parseInt(peerId.slice(0, 8), 16) ^ Number.parseInt(about.slice(0, 8), 16)) >>> 0
