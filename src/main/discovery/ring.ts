import type { Hex } from '../../shared/model.ts'

/**
 * Whom a node watches where it can't watch everybody: those that follow it when all peer IDs are put in a ring. Everybody is
 * then watched by as many, whoever comes and goes.
 */
export function watchedBy(self: Hex, others: readonly Hex[], count: number): ReadonlySet<Hex> {
  const sorted = [...others].sort()
  const after = sorted.findIndex((id) => id > self)
  const first = after < 0 ? 0 : after
  return new Set([...sorted.slice(first), ...sorted.slice(0, first)].slice(0, count))
}
