/** A clean working tree goes from one commit to another, all or nothing, and its branch with it. */
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { quietConfig } from './quiet-config.ts'

export interface WorkingTreeMove {
  /** Short name of the checked-out branch. */
  readonly branch: string
  readonly before: Hex
  readonly after: Hex
  /** For the reflog. */
  readonly reason: string
}

/**
 * Files and index first, the branch last: what a crash leaves in between is a working tree with staged changes, of which nothing
 * is lost. When the branch has moved meanwhile, files and index go back.
 * @returns what was in the way, as a sentence; null when it is done
 */
export async function moveWorkingTree(
  git: GitProgram,
  repository: Repository,
  { branch, before, after, reason }: WorkingTreeMove,
): Promise<string | null> {
  const { gitDir, cwd } = inside(repository)
  const inTheWay = await untrackedInTheWay(git, repository, before, after)
  if (inTheWay !== null)
    return `${inTheWay} is in the way: it is not in git, and would be overwritten; move it away first`
  const { config } = await quietConfig(git, repository)
  const at = [gitDir, `--work-tree=${repository.path}`]
  const readTree = (from: Hex, to: Hex) =>
    git.run([...at, 'read-tree', '-m', '-u', from, to], { cwd, config })
  try {
    // Files that were touched but not changed must not look changed.
    await git.run([...at, 'update-index', '-q', '--refresh'], { cwd, config }).catch(() => '')
    await readTree(before, after)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return /index\.lock/.test(said)
      ? 'another git command is running in it; try again when that is done'
      : `files of yours are in the way (${said}); commit or move them first`
  }
  const args = [gitDir, 'update-ref', '-m', reason, `refs/heads/${branch}`, after, before]
  try {
    await git.run(args, { cwd })
    return null
  } catch {
    await readTree(after, before)
    return `${branch} moved meanwhile; try again`
  }
}

/** A path that would be made, and where something is that git doesn't know, ignored files too; null for none. */
async function untrackedInTheWay(
  git: GitProgram,
  repository: Repository,
  before: Hex,
  after: Hex,
): Promise<string | null> {
  const { gitDir, cwd } = inside(repository)
  const args = [
    gitDir,
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--no-renames',
    '--diff-filter=A',
    before,
    after,
  ]
  const tracked = new Set<string>()
  const known = [gitDir, 'ls-tree', '-r', '-z', '--name-only', '--full-tree', before]
  for await (const path of git.lines(known, { cwd }, '\0')) tracked.add(path)
  for await (const path of git.lines(args, { cwd }, '\0')) {
    if (path === '') continue
    const parts = path.split('/')
    for (let depth = 1; depth <= parts.length; depth++) {
      const part = parts.slice(0, depth).join('/')
      const found = await lstat(join(repository.path, part)).catch(() => null)
      if (!found) break
      const isFolderOnTheWay = found.isDirectory() && depth < parts.length
      if (isFolderOnTheWay || tracked.has(part)) continue
      // A folder in place of the new file: fine where all in it is tracked, and so goes with the merge.
      if (found.isDirectory() && [...tracked].some((name) => name.startsWith(`${part}/`))) continue
      return part
    }
  }
  return null
}
