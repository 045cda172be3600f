import type { History } from '../../history-types.ts'
import type { GitProgram } from '../run.ts'
import { aheadBehind } from './ahead-behind.ts'
import { checkOut } from './check-out.ts'
import { commit } from './commit.ts'
import { merge, undoMerge } from './merge.ts'
import { forecast } from './merge-trees.ts'
import { page } from './page.ts'
import { workingTree } from './working-tree.ts'

/** Reading history and merging, by the git program. */
export const history = (git: GitProgram): History => ({
  page: (repository, request, signal) => page(git, repository, request, signal),
  commit: (repository, sha) => commit(git, repository, sha),
  aheadBehind: (repository, ours, theirs) => aheadBehind(git, repository, ours, theirs),
  forecast: (repository, ours, theirs) => forecast(git, repository, ours, theirs),
  workingTree: (repository) => workingTree(git, repository),
  merge: (repository, request) => merge(git, repository, request),
  undoMerge: (repository, merged) => undoMerge(git, repository, merged),
  checkOut: (repository, request) => checkOut(git, repository, request),
})
