import type { Hex } from '../../../shared/model.ts'
import type { Repository } from '../types.ts'
import { lookUp } from './look-up.ts'
import { inside } from './open.ts'
import type { GitProgram } from './run.ts'

/** Whether what was looked up is a commit, or a tag. */
export const isPoint = (found: readonly string[] | undefined): boolean =>
  found?.[1] === 'commit' || found?.[1] === 'tag'

/** Those of the commits and tags that a repository has, in their order. */
export async function present(
  git: GitProgram,
  repository: Repository,
  oids: readonly Hex[],
): Promise<ReadonlySet<Hex>> {
  const found = await lookUp(git, inside(repository), oids)
  return new Set(oids.filter((_, index) => isPoint(found[index])))
}
