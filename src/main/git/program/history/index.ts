import type { History } from '../../history-types.ts'
import type { Repository } from '../../types.ts'
import { openAgain } from '../open-again.ts'
import type { GitProgram } from '../run.ts'
import { aheadBehind } from './ahead-behind.ts'
import { checkOut } from './check-out.ts'
import { commit } from './commit.ts'
import { file } from './file.ts'
import { findCommits } from './find-commits.ts'
import { isUntouched } from './is-untouched.ts'
import { lastCommits } from './last-commits.ts'
import { merge } from './merge.ts'
import { forecast } from './merge-trees.ts'
import { mendInterruptedMove } from './interrupted-move.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { page } from './page.ts'
import { tags } from './tags.ts'
import { tree } from './tree.ts'
import { undoMerge } from './undo-merge.ts'
import { branch, workingTree } from './working-tree.ts'

/** Reading history and merging, by the git program. */
export const history = (git: GitProgram): History => ({
  open: openAgain(git, true),
  tags: (repository) => tags(git, repository),
  page: (repository, request, signal) => page(git, repository, request, signal),
  commit: (repository, sha) => commit(git, repository, sha),
  tree: (repository, request) => tree(git, repository, request),
  lastCommits: (repository, request) => lastCommits(git, repository, request),
  find: (repository, request) => findCommits(git, repository, request),
  file: (repository, request) => file(git, repository, request),
  aheadBehind: (repository, ours, theirs) => aheadBehind(git, repository, ours, theirs),
  forecast: (repository, ours, theirs) => forecast(git, repository, ours, theirs),
  branch: (repository) => branch(git, repository),
  workingTree: (repository) => workingTree(git, repository),
  isUntouched: (repository) => isUntouched(git, repository),
  merge: (repository, request) => moving(git, repository, () => merge(git, repository, request)),
  undoMerge: (repository, merged) => moving(git, repository, () => undoMerge(git, repository, merged)),
  checkOut: (repository, request) => moving(git, repository, () => checkOut(git, repository, request)),
})

/** One move of the working tree, when what an earlier one left half done is mended. */
const moving = <T>(git: GitProgram, repository: Repository, move: () => Promise<T>): Promise<T> =>
  oneAtATime(repository.gitDir, async () => {
    await mendInterruptedMove(git, repository)
    return move()
  })
