/**
 * Sparing outside trackers: of the peers of one swarm that see one another on a network, a couple announces, and what
 * they learn spreads by peer exchange (docs/protocol.md section 7).
 */
import type { Hex } from '../../../shared/model.ts'
import { isChosen } from '../is-chosen.ts'

/**
 * Who came later than this is not counted yet, and who is chosen asks when he has been for as long: while many come one
 * after another, each of them would be one more for the tracker. Milliseconds.
 */
export const SETTLED_AFTER = 30_000
/** A node that has just started first hears who else is there. */
export const LISTEN_FIRST = 3_000
/**
 * However long others are chosen, everybody has his turn this often, and for this long: whoever makes up IDs that are
 * always the nearest can keep a network from being found for so long and no longer.
 */
export const SPARED_FOR = 12 * 60 * 60_000
export const TURN = 2 * 60_000

export interface Sparing {
  /**
   * @param others who is seen now, without this node
   * @param lost   nothing is known of the repository so far: those who are seen don't have it either
   * @returns whether this node announces to outside trackers now
   */
  mayAsk(others: ReadonlySet<Hex>, lost: boolean, now: number): boolean
}

/**
 * @param listens since when the node listens for others; null: it doesn't
 * @param began   since when it takes part in the repository; all in milliseconds of one clock
 */
export function createSparing(self: Hex, repo: Hex, listens: number | null, began: number): Sparing {
  /** When each was first seen in a row. */
  const seen = new Map<Hex, number>()
  let lastTurn = began
  let chosenSince: number | null = null

  return {
    mayAsk(others, lost, now) {
      for (const peer of seen.keys()) if (!others.has(peer)) seen.delete(peer)
      for (const peer of others) if (!seen.has(peer)) seen.set(peer, now)
      const alone = others.size === 0
      chosenSince = !alone && isChosenNow(others, now) ? (chosenSince ?? now) : null
      if (lost && now - began >= LISTEN_FIRST) return true
      if (alone ? mayBegin(now) : chosenSince !== null && now - chosenSince >= SETTLED_AFTER) {
        lastTurn = now
        return true
      }
      return !alone && (now - lastTurn) % (SPARED_FOR + TURN) >= SPARED_FOR
    },
  }

  function mayBegin(now: number): boolean {
    return listens === null || now - listens >= LISTEN_FIRST
  }

  function isChosenNow(others: ReadonlySet<Hex>, now: number): boolean {
    if (now - began < SETTLED_AFTER) return false
    const settled = [...others].filter((peer) => now - seen.get(peer)! >= SETTLED_AFTER)
    return isChosen(self, settled, repo)
  }
}
