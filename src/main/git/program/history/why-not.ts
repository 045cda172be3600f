/** What in the repository's own state forbids to touch its working tree. */
import { join } from 'node:path'
import type { WorkingTree } from '../../../../shared/model.ts'
import { commonDir } from '../../object-store.ts'
import { exists } from '../../exists.ts'
import { readIfThere } from '../../read-if-there.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { locked } from './move-working-tree.ts'

const PARTIAL = '^(core\\.sparsecheckout|extensions\\.partialclone|remote\\..*\\.promisor)$'

/**
 * @param branch that will be moved or checked out; null where HEAD is detached
 * @returns a sentence for people: what is in the way, and what to do; null for nothing
 */
export async function whyNot(
  git: GitProgram,
  repository: Repository,
  state: WorkingTree,
  branch: string | null,
): Promise<string | null> {
  if (repository.bare) return 'the repository is bare: it has no working tree'
  if (state.underWay !== null) return `git is in the middle of ${state.underWay}; finish or abort it first`
  if (branch === null) return 'HEAD is detached: check a branch out first'
  const common = await commonDir(repository.gitDir)
  const locks = [
    [repository.gitDir, 'index.lock'],
    [repository.gitDir, 'HEAD.lock'],
    [common, `refs/heads/${branch}.lock`],
  ] as const
  for (const [folder, name] of locks) if (await exists(join(folder, name))) return locked(join(folder, name))
  if (state.head === null) return 'there is no commit yet; make a first one'
  if (state.dirty) return 'there are changes that are not committed; commit or stash them first'
  const boundary = (await readIfThere(join(common, 'shallow'))) ?? ''
  if (boundary.trim() !== '')
    return 'its history is still on its way; wait for it, or run git fetch --unshallow'
  const partial = await partialKind(git, repository)
  if (partial !== null) return `it is a ${partial}, where not all files are at hand; merge by hand`
  const other = await otherWorktree(git, repository, branch, state.branch)
  return other && `${branch} is checked out in ${other} as well; check out another branch there first`
}

async function partialKind(git: GitProgram, repository: Repository): Promise<string | null> {
  const { gitDir, cwd } = inside(repository)
  const args = [gitDir, 'config', '-z', '--get-regexp', PARTIAL]
  const text = await git.run(args, { cwd }).catch(() => '')
  for (const entry of text.split('\0')) {
    const [key = '', value = 'true'] = entry.split('\n')
    if (key === '' || (key !== 'extensions.partialclone' && /^(false|no|off|0|)$/i.test(value))) continue
    return key === 'core.sparsecheckout' ? 'sparse checkout' : 'partial clone'
  }
  return null
}

/** The folder of another working tree that has the branch; its files would no longer fit. */
async function otherWorktree(
  git: GitProgram,
  repository: Repository,
  branch: string,
  ours: string | null,
): Promise<string | null> {
  const { gitDir, cwd } = inside(repository)
  const trees = (await git.run([gitDir, 'worktree', 'list', '--porcelain'], { cwd })).split('\n\n')
  const having = trees
    .map((tree) => tree.split('\n'))
    .filter((lines) => lines.includes(`branch refs/heads/${branch}`))
    .filter((lines) => !lines.some((line) => line.startsWith('prunable')))
    .map(([first = '']) => first.slice('worktree '.length))
  const others = having.filter((path) => path !== repository.path)
  // A working tree whose path git writes otherwise than we do is ours all the same.
  return having.length > (ours === branch ? 1 : 0) ? (others[0] ?? null) : null
}
