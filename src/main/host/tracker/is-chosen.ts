import type { Hex } from '../../../shared/model.ts'

/** How many of the peers that see one another talk to outside trackers: one may just be leaving. */
export const ANNOUNCERS = 2

/**
 * Whether this node is one of the couple that talks to outside trackers for all who see one another in a swarm. All of
 * them choose the same ones without a word: those whose IDs are nearest to the repo hash, so that a node is not chosen
 * for everything at once.
 * @param others peer IDs, without this node's
 */
export function isChosen(self: Hex, others: Iterable<Hex>, repo: Hex): boolean {
  const own = distance(self, repo)
  let nearer = 0
  for (const other of others) {
    const theirs = distance(other, repo)
    if (theirs < own || (theirs === own && other < self)) nearer++
    if (nearer >= ANNOUNCERS) return false
  }
  return true
}

/** Of their first 32 bits. */
const distance = (peerId: Hex, repo: Hex) =>
  (Number.parseInt(peerId.slice(0, 8), 16) ^ Number.parseInt(repo.slice(0, 8), 16)) >>> 0
