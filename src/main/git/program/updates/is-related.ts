import { AppError } from '../../../../shared/errors.ts'
import type { Ref } from '../../../gtp/types.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { present } from '../present.ts'

/** Throws NOT_RELATED unless some head has an ancestor in what the repository's own refs reach. */
export async function checkRelated(
  git: GitProgram,
  repository: Repository,
  refs: readonly Ref[],
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const oids = refs.map(({ oid }) => oid)
  if ((await present(git, repository, oids)).size > 0) return
  const { gitDir, cwd } = inside(repository)
  const input = `${oids.join('\n')}\n`
  const args = [gitDir, 'rev-list', '--boundary', '--stdin', '--not', '--all']
  for await (const line of git.lines(args, { cwd, input, env, signal })) if (line.startsWith('-')) return
  throw new AppError(
    'NOT_RELATED',
    `its heads have nothing in common with the history in ${repository.path}`,
    'nothing of it was taken in; join it into a folder of its own to look at it',
  )
}
