/** A clean working tree goes from one commit to another, all or nothing, and its branch with it. */
import { join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { holdBranch, type BranchMove } from './hold-branch.ts'
import { inTheWay } from './in-the-way.ts'
import { forgetMove, noteMove } from './interrupted-move.ts'
import { putBack } from './put-back.ts'
import { quietConfig } from './quiet-config.ts'

export interface WorkingTreeMove extends BranchMove {
  /** The commit that files and index are at. */
  readonly from: Hex
}

/**
 * Files and index first, the branch last, which is locked meanwhile. What breaks off in between is put back; after a crash by the
 * next move.
 * @returns what was in the way, as a sentence; null when it is done
 */
export async function moveWorkingTree(
  git: GitProgram,
  repository: Repository,
  { from, ...move }: WorkingTreeMove,
): Promise<string | null> {
  const { config, ignoreCase } = await quietConfig(git, repository)
  const obstacle = await inTheWay(git, repository, from, move.after, ignoreCase)
  if (obstacle !== null) return obstacle
  let moved = false
  try {
    return await holdBranch(git, repository, move, async () => {
      const way = await moveFiles(git, repository, { before: from, after: move.after }, config)
      moved = way === null
      return way
    })
  } catch (error) {
    if (moved) await moveFiles(git, repository, { before: move.after, after: from }, config)
    return whyNotHeld(move.branch, AppError.of(error))
  } finally {
    await forgetMove(repository)
  }
}

/** Files and index alone. */
export async function moveFiles(
  git: GitProgram,
  repository: Repository,
  { before, after }: { readonly before: Hex; readonly after: Hex },
  config: readonly (readonly [string, string])[],
): Promise<string | null> {
  const { gitDir, cwd } = inside(repository)
  const at = [gitDir, `--work-tree=${repository.path}`]
  const readTree = (...how: readonly string[]) =>
    git.run([...at, 'read-tree', '-m', '-u', ...how, before, after], { cwd, config })
  try {
    // Files that were touched but not changed must not look changed.
    await git.run([...at, 'update-index', '-q', '--refresh'], { cwd, config }).catch(() => '')
    await readTree('--dry-run')
  } catch (error) {
    const { message } = AppError.of(error)
    return /index\.lock/.test(message)
      ? locked(join(repository.gitDir, 'index.lock'))
      : `files of yours are in the way (${message}); commit or move them first`
  }
  await noteMove(repository, { before, after })
  try {
    await readTree()
    return null
  } catch (error) {
    await putBack(git, repository, { before, after }, config)
    return `the files could not be written (${AppError.of(error).message}); all is as before`
  }
}

/** @param lock path of a lock of git's */
export const locked = (lock: string) =>
  `another git command is at work there, or broke off; if no git is running, delete ${lock}`

function whyNotHeld(branch: string, error: AppError): string {
  const said = String(error.data['stderr'] ?? '')
  const lock = /Unable to create '(.+\.lock)': File exists/.exec(said)?.[1]
  if (lock !== undefined) return locked(lock)
  if (/but expected|already exists|unable to resolve/.test(said))
    return `${branch} moved meanwhile; try again`
  return error.message
}
