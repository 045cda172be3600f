import type { Hex } from '../../shared/model.ts'

/**
 * How many commits each tip has that HEAD's branch lacks, all tips from one graph.
 * @param parents of every commit that is reachable from a tip and not from HEAD's branch; others are not in it
 */
export function countBeyond(
  tips: readonly Hex[],
  parents: ReadonlyMap<Hex, readonly Hex[]>,
): ReadonlyMap<Hex, number> {
  return new Map(tips.map((tip) => [tip, reachable(tip, parents)]))
}

function reachable(tip: Hex, parents: ReadonlyMap<Hex, readonly Hex[]>): number {
  const seen = new Set<Hex>()
  const waiting = [tip]
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    const above = parents.get(oid)
    if (!above || seen.has(oid)) continue
    seen.add(oid)
    waiting.push(...above)
  }
  return seen.size
}
