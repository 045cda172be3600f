import type { Hex } from '../../shared/model.ts'
import { MAX_ROOTS } from '../gtp/limits.ts'

/** Commits without parents that an older head reaches: most updates change nothing about them. */
export interface KnownRoots {
  readonly head: Hex
  readonly roots: readonly Hex[]
}

/**
 * Works out the roots of a new head from those of an older one.
 * @param added commits that the new head reaches and the older one doesn't, with their parents
 * @returns null when only a walk through all history can tell
 */
export function rootsFrom(
  known: KnownRoots,
  head: Hex,
  added: ReadonlyMap<Hex, readonly Hex[]>,
): readonly Hex[] | null {
  if (head === known.head) return known.roots
  // Those that were cut off for their number are not known.
  if (known.roots.length === 0 || known.roots.length >= MAX_ROOTS) return null
  const fresh = [...added].flatMap(([oid, parents]) => (parents.length === 0 ? [oid] : []))
  const parents = [...added.values()].flat()
  if (parents.includes(known.head)) return sortRoots([...known.roots, ...fresh])
  // Rewritten, or put back. Whatever is left of a history with one beginning ends there.
  if (known.roots.length > 1) return null
  const meets = added.size === 0 || parents.some((oid) => !added.has(oid))
  return sortRoots(meets ? [...known.roots, ...fresh] : fresh)
}

/** As references name them (GTP/0.2 section 5.2). */
export const sortRoots = (roots: readonly Hex[]): Hex[] => [...new Set(roots)].sort().slice(0, MAX_ROOTS)
