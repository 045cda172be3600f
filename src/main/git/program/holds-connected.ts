import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import type { ReelPoint } from '../../gtp/types.ts'
import type { Repository } from '../types.ts'
import { inside } from './open.ts'
import { present } from './present.ts'
import type { GitProgram, RunOptions } from './run.ts'

/** See TipFirst.holdsConnected. */
export async function holdsConnected(
  git: GitProgram,
  repository: Repository,
  points: readonly ReelPoint[],
): Promise<readonly boolean[]> {
  const oids = [...new Set(points.map(({ oid }) => oid))]
  const connected = new Set(await connectedOf(git, repository, [...(await present(git, repository, oids))]))
  return points.map(({ oid }) => connected.has(oid))
}

/**
 * Whether all that the commits and tags reach is there, given that it is for what the refs reach.
 * @param env a further object database, for one
 */
export async function isConnected(
  git: GitProgram,
  repository: Repository,
  oids: readonly Hex[],
  options: Pick<RunOptions, 'env' | 'signal'> = {},
): Promise<boolean> {
  const { gitDir, cwd } = inside(repository)
  const input = oids.map((oid) => `${oid}\n`).join('')
  const args = [gitDir, 'rev-list', '--quiet', '--objects', '--stdin', '--not', '--all']
  return git.run(args, { cwd, input, ...options }).then(
    () => true,
    (error: unknown) => {
      if (AppError.of(error).code === 'GIT_FAILED') return false
      throw error
    },
  )
}

// Objects that are here without all that they reach are leftovers, and few: halving finds them in few processes.
async function connectedOf(
  git: GitProgram,
  repository: Repository,
  oids: readonly Hex[],
): Promise<readonly Hex[]> {
  if (oids.length === 0 || (await isConnected(git, repository, oids))) return oids
  if (oids.length === 1) return []
  const half = Math.ceil(oids.length / 2)
  return [
    ...(await connectedOf(git, repository, oids.slice(0, half))),
    ...(await connectedOf(git, repository, oids.slice(half))),
  ]
}
