/** Who has data and who has none, in lists from which any one is drawn in one step. */
import type { Entry, TrackedRepo } from './state.ts'

/** Puts an entry where its `completed` (per cent) belongs; leave the old place first. */
export function enterPool(entry: Entry, completed: number): void {
  const { repo } = entry
  entry.complete = completed === 100
  if (entry.complete) repo.complete++
  entry.pool = completed > 0 ? repo.withData : repo.without
  entry.at = entry.pool.push(entry) - 1
}

export function leavePool({ repo, pool, at, complete }: Entry): void {
  const last = pool.pop()!
  if (at < pool.length) {
    pool[at] = last
    last.at = at
  }
  if (complete) repo.complete--
}

/**
 * Draws from those at a place and behind it, each as likely as any other, and puts it there: going on behind it draws
 * without repetition.
 */
export function drawAt(pool: Entry[], at: number, random: () => number): Entry {
  const from = at + Math.floor(random() * (pool.length - at))
  const drawn = pool[from]!
  const other = pool[at]!
  pool[from] = other
  other.at = from
  pool[at] = drawn
  drawn.at = at
  return drawn
}

export const countsOf = (repo: TrackedRepo | undefined) => ({
  complete: repo?.complete ?? 0,
  incomplete: repo ? repo.entries.size - repo.complete : 0,
})
