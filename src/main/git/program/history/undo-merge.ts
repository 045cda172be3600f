import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import type { GitProgram } from '../run.ts'
import { moveWorkingTree } from './move-working-tree.ts'
import { whyNot } from './why-not.ts'
import { workingTree } from './working-tree.ts'

/** See History.undoMerge. */
export async function undoMerge(
  git: GitProgram,
  repository: Repository,
  { branch, before, after }: { readonly branch: string; readonly before: Hex; readonly after: Hex },
): Promise<void> {
  const state = await workingTree(git, repository)
  const at = state.branch === branch ? state.head : state.branches.find(({ name }) => name === branch)?.sha
  if (at !== after) {
    throw new AppError(
      'MERGE_BUILT_ON',
      `${branch} has moved on since that merge`,
      'take it back with git revert, or reset the branch by hand',
    )
  }
  const way = (await whyNot(git, repository, state, state.branch)) ?? (await move())
  if (way !== null) throw new AppError('DIRTY_TREE', `the merge was not taken back: ${way}`, 'then try again')

  async function move() {
    if (state.branch !== branch) return `${branch} is not checked out; check it out first`
    const reason = 'undo of a merge'
    return moveWorkingTree(git, repository, { branch, from: after, before: after, after: before, reason })
  }
}
