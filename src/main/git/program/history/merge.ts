import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import type { MergeOutcome, MergeRequest } from '../../history-types.ts'
import { commonDir } from '../../object-store.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { forecast, mergeTrees } from './merge-trees.ts'
import { moveWorkingTree } from './move-working-tree.ts'
import { quietConfig } from './quiet-config.ts'
import { workingTree } from './working-tree.ts'

const refused = (reason: string): MergeOutcome => ({ kind: 'refused', reason })

/** See History.merge. */
export async function merge(
  git: GitProgram,
  repository: Repository,
  { theirs, label, mode, fallback }: MergeRequest,
): Promise<MergeOutcome> {
  const { gitDir, cwd } = inside(repository)
  const state = await workingTree(git, repository)
  const { branch, head: before } = state
  const trial = before ? await forecast(git, repository, before, theirs) : null
  if (trial?.kind === 'merged') return { kind: 'nothing' }
  const obstacle = await whyNot(repository, state)
  if (obstacle !== null || branch === null || before === null || trial === null)
    return refused(obstacle ?? '')
  if (trial.kind === 'conflicts')
    return mode === 'ff' ? { kind: 'nothing' } : { kind: 'conflicts', files: trial.files }
  if (trial.kind === 'unrelated') return refused(`${label} has no history in common with ${branch}`)
  if (trial.kind === 'unknown') return refused('the installed git is too old to try a merge; git 2.38 can')
  if (trial.kind === 'forward') {
    const way = await moveWorkingTree(git, repository, {
      branch,
      from: before,
      before,
      after: theirs,
      reason: `merge ${label}: Fast-forward`,
    })
    return way === null ? { kind: 'forward', branch, before, after: theirs } : refused(way)
  }
  if (mode === 'ff') return { kind: 'nothing' }

  const merged = await mergeTrees(git, repository, before, theirs)
  if (merged.kind !== 'clean') return refused(`${label} could not be merged; try again`)
  const tree = (await git.run([gitDir, 'rev-parse', `${before}^{tree}`], { cwd })).trim()
  if (merged.tree === tree) return { kind: 'nothing' }
  const { identity } = await quietConfig(git, repository)
  const after = await commitMerge(
    git,
    repository,
    merged.tree,
    [before, theirs],
    `Merge ${label}`,
    identity ?? fallback,
  )
  const move = { branch, from: before, before, after, reason: `merge ${label}: Merge made by gittorrent` }
  const way = await moveWorkingTree(git, repository, move)
  return way === null ? { kind: 'merged', branch, before, after } : refused(way)
}

/** What in the repository's own state forbids to touch its working tree; null for nothing. */
export async function whyNot(
  repository: Repository,
  state: Awaited<ReturnType<typeof workingTree>>,
): Promise<string | null> {
  if (repository.bare) return 'the repository is bare: it has no working tree to merge into'
  if (state.underWay !== null) return `git is in the middle of ${state.underWay}; finish or abort it first`
  if (state.branch === null) return 'HEAD is detached: check a branch out first'
  if (state.head === null) return 'there is no commit yet'
  if (state.dirty) return 'there are changes that are not committed; commit or stash them first'
  const common = await commonDir(repository.gitDir)
  const boundary = await readFile(join(common, 'shallow'), 'utf8').catch(() => '')
  if (boundary.trim() !== '') return 'its history is still on its way'
  return null
}

async function commitMerge(
  git: GitProgram,
  repository: Repository,
  tree: Hex,
  parents: readonly Hex[],
  message: string,
  { name, email }: { readonly name: string; readonly email: string },
): Promise<Hex> {
  const { gitDir, cwd } = inside(repository)
  const args = [gitDir, 'commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-m', message]
  const env = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  }
  return (await git.run(args, { cwd, env })).trim()
}

/** See History.undoMerge. */
export async function undoMerge(
  git: GitProgram,
  repository: Repository,
  { branch, before, after }: { readonly branch: string; readonly before: Hex; readonly after: Hex },
): Promise<void> {
  const state = await workingTree(git, repository)
  if (state.branch !== branch || state.head !== after) {
    throw new AppError(
      'MERGE_BUILT_ON',
      `${branch} has moved on since that merge`,
      'take it back with git revert, or reset the branch by hand',
    )
  }
  const way =
    (await whyNot(repository, state)) ??
    (await moveWorkingTree(git, repository, {
      branch,
      from: after,
      before: after,
      after: before,
      reason: 'undo of a merge',
    }))
  if (way !== null) throw new AppError('DIRTY_TREE', `the merge was not taken back: ${way}`, 'then try again')
}
