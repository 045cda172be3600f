/** The repository that a project has on this computer. */
import { realpath } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { cloneGone, publishedGone } from '../../git/failures.ts'
import type { Repository } from '../../git/types.ts'
import type { ProjectRecord } from '../../store/projects.ts'

/** Whatever opens repositories: git itself, or its history. */
interface Opener {
  open(path: string): Promise<Repository>
}

/**
 * Opens the very repository that was joined or published. Where it has gone, git would go on with one that its folder
 * lies in, which is another: nothing of that is to be published or written to.
 * Throws NOT_A_REPOSITORY with what to do about it, and whatever `open` throws.
 */
export async function openClone(git: Opener, record: ProjectRecord): Promise<Repository> {
  const repository = await git.open(record.path).catch((thrown: unknown) => {
    throw AppError.of(thrown).code === 'NOT_A_REPOSITORY' ? gone(record) : thrown
  })
  if (!(await isSamePlace(record.path, repository.path))) throw gone(record)
  return repository
}

/** Whether two paths, one of which may lead through links, are of one folder. */
export async function isSamePlace(a: string, b: string): Promise<boolean> {
  return a === b || (await realPath(a)) === (await realPath(b))
}

/** Without the links on the way; as it is where there is nothing. */
export const realPath = (path: string): Promise<string> => realpath(path).catch(() => path)

/** What is told of a project whose repository is not where it was. */
export const gone = ({ role, path }: ProjectRecord): AppError =>
  role === 'publisher' ? publishedGone(path) : cloneGone(path)
