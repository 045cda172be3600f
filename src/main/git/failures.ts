/** The failures that both back ends report, worded once. */
import { AppError } from '../../shared/errors.ts'

export const cancelled = () =>
  new AppError('CANCELLED', 'the operation was cancelled', 'start it again when you are ready')

/** @param why what is wrong with it, such as "a tree holds a .git entry" */
export const badPack = (why: string) =>
  new AppError(
    'BAD_PACK',
    `the project's data can't be trusted: ${why}`,
    'nothing was kept; tell its publisher, and join again once it was published anew',
  )

/** What git says of a damaged or hostile pack is the pack's fault; a full disk or a cancelled join is not. */
export function asBadPack(error: unknown): AppError {
  const failure = AppError.of(error)
  return failure.code === 'GIT_FAILED' ? badPack(failure.message) : failure
}

export const badReferences = (why: string) =>
  new AppError(
    'BAD_REFERENCES',
    `the project's references make no sense: ${why}`,
    'nothing was kept; ask its publisher to publish the project again',
  )

export const diskFull = (path: string) =>
  new AppError(
    'DISK_FULL',
    `the disk that holds ${path} is full`,
    'free some space, or choose a folder on another disk, and try again',
    { path },
  )

export const notARepository = (message: string) =>
  new AppError('NOT_A_REPOSITORY', message, 'choose another folder, or run git init there and commit')

export const cloneGone = (path: string) =>
  new AppError(
    'NOT_A_REPOSITORY',
    `the clone that was joined is no longer in ${path}`,
    'move it back there, or leave the project and join it again',
    { path },
  )

export const publishedGone = (path: string) =>
  new AppError(
    'NOT_A_REPOSITORY',
    `the repository that was published is no longer in ${path}`,
    'move it back there, or unpublish the project and publish it from where it is now',
    { path },
  )

/** @param lock path of a lock of git's, that another git holds or has left */
export const locked = (lock: string) =>
  new AppError(
    'GIT_FAILED',
    `another git process is at work in this clone: ${lock} exists`,
    'it is tried again by itself; if no git is running there, delete that file',
    { retry: true, lock },
  )

export const noCommits = (path: string) =>
  new AppError('NO_COMMITS', `${path} has no commit yet`, 'make a first commit, then publish it')

export const shallow = (path: string) =>
  new AppError(
    'SHALLOW_REPOSITORY',
    `${path} is a shallow clone: a part of its history is not on this computer`,
    'run git fetch --unshallow there, then try again',
  )

export const partialClone = (path: string) =>
  new AppError(
    'SHALLOW_REPOSITORY',
    `${path} is a partial clone: some of its files are still on its server alone`,
    'make a full clone of it (git clone without --filter), and use that',
  )

export const targetNotEmpty = (path: string) =>
  new AppError(
    'TARGET_NOT_EMPTY',
    `${path} exists already and is not an empty folder`,
    'choose another folder',
    {
      path,
    },
  )

export const noSuchBranch = (branch: string) =>
  new AppError('NO_SUCH_BRANCH', `there is no branch ${branch}`, 'name a branch that git branch lists', {
    branch,
  })

/** @param ref HEAD, or a full name */
export const noSuchRef = (ref: string) =>
  new AppError(
    'NO_SUCH_BRANCH',
    `there is no ${ref.replace(/^refs\/(heads|remotes)\//, '')} here, or not any more`,
    'choose another branch',
    { ref },
  )

export const detachedHead = () =>
  new AppError(
    'NO_SUCH_BRANCH',
    'HEAD is detached: no branch is checked out',
    'name the branch to publish, or check one out first',
  )

export const unsupportedName = (branch: string) =>
  new AppError(
    'NO_SUCH_BRANCH',
    `the name of branch ${JSON.stringify(branch)} can't be published`,
    'rename the branch: letters, digits, dots, dashes and slashes are fine everywhere',
    { branch },
  )

/** Throws CANCELLED once `signal` has been aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled()
}
