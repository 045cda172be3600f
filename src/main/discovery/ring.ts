import type { Hex } from '../../shared/model.ts'

/**
 * Whom a node watches where it can't watch everybody: those that follow it when all peer IDs are put in a ring. Everybody is
 * then watched by as many, whoever comes and goes. Linear in `others`: hundreds of them come one after another.
 */
export function watchedBy(self: Hex, others: readonly Hex[], count: number): ReadonlySet<Hex> {
  const next: Hex[] = []
  /** Whether `a` comes before `b` on the way around that begins at `self`. */
  const before = (a: Hex, b: Hex) => (a > self === b > self ? a < b : a > self)
  for (const id of others) {
    let at = next.length
    while (at > 0 && before(id, next[at - 1]!)) at--
    if (at >= count) continue
    next.splice(at, 0, id)
    if (next.length > count) next.pop()
  }
  return new Set(next)
}
