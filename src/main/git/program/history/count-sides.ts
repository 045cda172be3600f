/** How far many tips are ahead of one, and behind it, from a single walk through their history. */
import type { Hex } from '../../../../shared/model.ts'

export interface SideCount {
  readonly ahead: number
  readonly behind: number
}

/** Commits that are walked at most: some 100 MB for the time of a call, and seconds. */
const MAX_WALKED = 400_000
/**
 * Commits that are still read once all that is left seems to be everybody's: a commit with a clock far behind may come
 * after its parents, and take them to the other side.
 */
const SLOP = 256

interface Seen {
  /** One bit for each tip that reaches it: `ours` first. */
  tips: bigint
  parents: readonly Hex[] | null
}

/**
 * @param lines commits with their parents' IDs, separated by spaces, of all that the tips reach, roughly by date; read as far as
 *   is needed
 * @returns counts by tip; none for a tip whose fork from `ours` lies beyond MAX_WALKED
 */
export async function countSides(
  lines: AsyncIterable<string>,
  ours: Hex,
  theirs: readonly Hex[],
): Promise<ReadonlyMap<Hex, SideCount>> {
  const all = (1n << BigInt(theirs.length + 1)) - 1n
  const seen = new Map<Hex, Seen>()
  for (const [index, oid] of [ours, ...theirs].entries())
    seen.set(oid, { tips: 1n << BigInt(index), parents: null })
  /** Commits that are known by their children alone, and not everybody's. */
  let open = seen.size
  let walked = 0
  let slop = SLOP

  const reach = (oid: Hex, tips: bigint): void => {
    const waiting = [{ oid, tips }]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const known = seen.get(next.oid)
      if (!known) {
        seen.set(next.oid, { tips: next.tips, parents: null })
        if (next.tips !== all) open++
        continue
      }
      const more = known.tips | next.tips
      if (more === known.tips) continue
      known.tips = more
      if (known.parents === null && more === all) open--
      // It came before this child of its.
      for (const parent of known.parents ?? []) waiting.push({ oid: parent, tips: more })
    }
  }

  for await (const line of lines) {
    const [oid = '', ...parents] = line.split(' ')
    const commit = seen.get(oid)
    if (!commit) continue
    if (commit.tips !== all) open--
    commit.parents = parents
    for (const parent of parents) reach(parent, commit.tips)
    if (open > 0) slop = SLOP
    else if (slop-- === 0) break
    if (++walked === MAX_WALKED) break
  }
  return count([...seen.values()], theirs)
}

function count(commits: readonly Seen[], theirs: readonly Hex[]): ReadonlyMap<Hex, SideCount> {
  // Long lines of commits are on the same sides: they are counted together.
  const alike = new Map<bigint, number>()
  let cut = 0n
  for (const { tips, parents } of commits) {
    if (parents !== null) alike.set(tips, (alike.get(tips) ?? 0) + 1)
    else cut |= tips & 1n ? ~tips : tips
  }
  const counts = new Map<Hex, SideCount>()
  for (const [index, oid] of theirs.entries()) {
    const bit = 1n << BigInt(index + 1)
    if (cut & bit) continue
    let ahead = 0
    let behind = 0
    for (const [tips, commits] of alike) {
      if (tips & bit) ahead += tips & 1n ? 0 : commits
      else behind += tips & 1n ? commits : 0
    }
    counts.set(oid, { ahead, behind })
  }
  return counts
}
