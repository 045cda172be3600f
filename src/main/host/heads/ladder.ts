/**
 * How the list of a publisher's reels grows, and stays short. Each update appends a small reel, a rung; rungs that together
 * span as many updates as the one below are spliced with it into one. So there are about log2(updates) of them, and a
 * newcomer needs no more. Rungs that were spliced away lately stay listed: who was there a moment ago needs only those.
 * Those that aren't listed any more are retired; see retire-reels.ts.
 */
import type { Hex } from '../../../shared/model.ts'

export interface Rung {
  /** Reel ID. */
  readonly id: Hex
  /** Updates that it covers. */
  readonly span: number
  /** HEAD's commit when it was made: its whole tree lies in the tip reel, this rung and those below. */
  readonly head: Hex
}

export interface Ladder {
  /** From the base up. */
  readonly ladder: readonly Rung[]
  /** Reel IDs of rungs that were spliced away, the newest last. */
  readonly recent: readonly Hex[]
}

/** Spliced rungs that stay listed. */
const RECENT = 6

/** One update more. */
export const withRung = ({ ladder, recent }: Ladder, rung: Rung): Ladder => ({
  ladder: [...ladder, rung],
  recent,
})

/** Where the rungs begin that should become one; null when the ladder is short enough. */
export function spliceFrom({ ladder }: Ladder): number | null {
  let from = ladder.length - 1
  let span = ladder[from]?.span ?? 0
  for (let below = ladder[from - 1]; below && below.span <= span; below = ladder[from - 1]) {
    span += below.span
    from--
  }
  return from < ladder.length - 1 ? from : null
}

/** The ladder with one rung in place of all from `from` on. */
export function splice({ ladder, recent }: Ladder, from: number, reel: { id: Hex; head: Hex }): Ladder {
  const gone = ladder.slice(from)
  const span = gone.reduce((sum, rung) => sum + rung.span, 0)
  return {
    ladder: [...ladder.slice(0, from), { ...reel, span }],
    recent: [...recent, ...gone.map(({ id }) => id)].filter((id) => id !== reel.id).slice(-RECENT),
  }
}
