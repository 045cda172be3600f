import type { Hex } from '../../../shared/model.ts'
import { rootsFrom, sortRoots, type KnownRoots } from '../known-roots.ts'
import type { Repository } from '../types.ts'
import { inside } from './open.ts'
import type { GitProgram } from './run.ts'

/** New commits that are held in memory; beyond these, as after a rewrite, a walk that keeps nothing is cheaper. */
const MAX_ADDED = 50_000

/** See Git.roots. One short look at what is new; a walk through all history only where that can't tell. */
export async function roots(
  git: GitProgram,
  repository: Repository,
  head: Hex,
  known: KnownRoots | null,
  signal?: AbortSignal,
): Promise<readonly Hex[]> {
  if (known?.head === head) return known.roots
  const { gitDir, cwd } = inside(repository)
  if (known && known.roots.length > 0) {
    const limits = { max: MAX_ADDED + 1, signal }
    const added = await graphBeyond(git, repository, [head], known.head, limits).catch(() => null)
    const found = added && added.size <= MAX_ADDED ? rootsFrom(known, head, added) : null
    if (found) return found
  }
  const all = await git.run([gitDir, 'rev-list', '--max-parents=0', head, '--'], { cwd, signal })
  return sortRoots(all.split('\n').filter((line) => line !== ''))
}

/** Commits that `tips` reach and `head` doesn't, with their parents; at most `max`. */
export async function graphBeyond(
  git: GitProgram,
  repository: Repository,
  tips: readonly Hex[],
  head: Hex,
  { max, signal }: { readonly max?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<ReadonlyMap<Hex, readonly Hex[]>> {
  const { gitDir, cwd } = inside(repository)
  const input = [...tips, `^${head}`].map((line) => `${line}\n`).join('')
  const parents = new Map<Hex, readonly Hex[]>()
  const args = [
    gitDir,
    'rev-list',
    '--parents',
    ...(max === undefined ? [] : [`--max-count=${max}`]),
    '--stdin',
  ]
  for await (const line of git.lines(args, { cwd, input, signal })) {
    const [oid = '', ...above] = line.split(' ')
    parents.set(oid, above)
  }
  return parents
}
