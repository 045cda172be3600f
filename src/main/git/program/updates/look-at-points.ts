import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { lookUp } from '../look-up.ts'
import { inside } from '../open.ts'
import { isPoint } from '../present.ts'
import type { GitProgram } from '../run.ts'

export interface Points {
  /** Those of the given commits and tags that are here. */
  readonly given: ReadonlySet<Hex>
  /** The commit that each wanted branch or tag leads to. */
  readonly commits: ReadonlyMap<Hex, Hex>
  /** HEAD's. */
  readonly tree: Hex
}

/** All that a new reel is to know of single objects, in one process. */
export async function lookAtPoints(
  git: GitProgram,
  repository: Repository,
  asked: { readonly given: readonly Hex[]; readonly wanted: readonly Hex[]; readonly head: Hex },
): Promise<Points> {
  const names = [`${asked.head}^{tree}`, ...asked.wanted.map((oid) => `${oid}^{commit}`), ...asked.given]
  const [root, ...found] = await lookUp(git, inside(repository), names)
  const [tree = '', type] = root ?? []
  if (type !== 'tree') {
    throw new AppError('GIT_FAILED', `the files of ${asked.head} can't be read`, 'look with git fsck')
  }
  const commits = new Map<Hex, Hex>()
  for (const [index, oid] of asked.wanted.entries()) {
    const [commit = '', kind] = found[index] ?? []
    if (kind === 'commit') commits.set(oid, commit)
  }
  const given = asked.given.filter((_, index) => isPoint(found[asked.wanted.length + index]))
  return { given: new Set(given), commits, tree }
}
