import type { Hex } from '../../../shared/model.ts'
import { rootsFrom, sortRoots, type KnownRoots } from '../known-roots.ts'
import type { Repository } from '../types.ts'
import { inside } from './open.ts'
import type { GitProgram } from './run.ts'

/** See Git.roots. One short look at what is new; a walk through all history only where that can't tell. */
export async function roots(
  git: GitProgram,
  repository: Repository,
  head: Hex,
  known: KnownRoots | null,
): Promise<readonly Hex[]> {
  if (known?.head === head) return known.roots
  const { gitDir, cwd } = inside(repository)
  if (known && known.roots.length > 0) {
    const added = await graphBeyond(git, repository, [head], known.head).catch(() => null)
    const found = added && rootsFrom(known, head, added)
    if (found) return found
  }
  const all = await git.run([gitDir, 'rev-list', '--max-parents=0', head, '--'], { cwd })
  return sortRoots(all.split('\n').filter((line) => line !== ''))
}

/** Commits that `tips` reach and `head` doesn't, with their parents. */
export async function graphBeyond(
  git: GitProgram,
  repository: Repository,
  tips: readonly Hex[],
  head: Hex,
): Promise<ReadonlyMap<Hex, readonly Hex[]>> {
  const { gitDir, cwd } = inside(repository)
  const input = [...tips, `^${head}`].map((line) => `${line}\n`).join('')
  const parents = new Map<Hex, readonly Hex[]>()
  for await (const line of git.lines([gitDir, 'rev-list', '--parents', '--stdin'], { cwd, input })) {
    const [oid = '', ...above] = line.split(' ')
    parents.set(oid, above)
  }
  return parents
}
