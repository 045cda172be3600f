/** Which commits of the list are the unread ones that a person's branch tells of, found page by page. */
import type { CommitRow, Hex, RemotePerson } from '../../../shared/model.ts'

interface Reach {
  /** Branches that lead here and have unread commits left to find. */
  readonly branches: ReadonlySet<number>
  /** Whether the user's own branch has it: then it isn't new. */
  readonly own: boolean
}

/** What is carried from page to page. */
export interface Search {
  /** Unread commits left to find, by branch. */
  readonly left: readonly number[]
  readonly awaited: ReadonlyMap<Hex, Reach>
}

const NOTHING: Reach = { branches: new Set(), own: false }

/** A search before the first commit of the list. */
export function startSearch(remotes: readonly RemotePerson[], head: Hex | null): Search {
  const branches = remotes
    .filter(({ muted }) => !muted)
    .flatMap(({ refs }) => refs)
    .filter(({ unread }) => unread > 0)
  const awaited = new Map<Hex, Reach>()
  branches.forEach(({ sha }, index) => reach(awaited, sha, { branches: new Set([index]), own: false }))
  if (head !== null) reach(awaited, head, { branches: new Set(), own: true })
  return { left: branches.map(({ unread }) => unread), awaited }
}

/**
 * The unread ones of the next page.
 * @param search  where the last page ended
 * @param commits newest first, children before parents
 */
export function findFresh(
  search: Search,
  commits: readonly CommitRow[],
): { search: Search; fresh: Set<Hex> } {
  const fresh = new Set<Hex>()
  const left = [...search.left]
  if (!left.some((count) => count > 0)) return { search, fresh }
  const awaited = new Map(search.awaited)
  for (const { sha, parents } of commits) {
    const { branches, own } = awaited.get(sha) ?? NOTHING
    awaited.delete(sha)
    const open = own ? [] : [...branches].filter((branch) => left[branch]! > 0)
    if (open.length > 0) fresh.add(sha)
    for (const branch of open) left[branch]!--
    if (!own && open.length === 0) continue
    for (const parent of parents) reach(awaited, parent, { branches: new Set(open), own })
  }
  return { search: { left, awaited }, fresh }
}

function reach(awaited: Map<Hex, Reach>, sha: Hex, { branches, own }: Reach) {
  const before = awaited.get(sha) ?? NOTHING
  awaited.set(sha, { branches: new Set([...before.branches, ...branches]), own: before.own || own })
}
