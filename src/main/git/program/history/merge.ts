import type { Hex } from '../../../../shared/model.ts'
import type { MergeOutcome, MergeRequest } from '../../history-types.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { forecast, mergeTrees } from './merge-trees.ts'
import { moveWorkingTree } from './move-working-tree.ts'
import { quietConfig } from './quiet-config.ts'
import { whyNot } from './why-not.ts'
import { workingTree } from './working-tree.ts'

const refused = (reason: string): MergeOutcome => ({ kind: 'refused', reason })

/** See History.merge. */
export async function merge(
  git: GitProgram,
  repository: Repository,
  { theirs, onto, label, mode, fallback }: MergeRequest,
): Promise<MergeOutcome> {
  const { gitDir, cwd } = inside(repository)
  const state = await workingTree(git, repository)
  const { branch, head: before } = state
  if (onto !== undefined && branch !== onto) return { kind: 'nothing' }
  const trial = before ? await forecast(git, repository, before, theirs) : null
  if (trial?.kind === 'merged') return { kind: 'nothing' }
  const obstacle = await whyNot(git, repository, state, branch)
  if (obstacle !== null || branch === null || before === null || trial === null)
    return refused(obstacle ?? '')
  if (trial.kind === 'conflicts')
    return mode === 'ff' ? { kind: 'apart' } : { kind: 'conflicts', files: trial.files }
  if (trial.kind === 'unrelated') return refused(`${label} has no history in common with ${branch}`)
  if (trial.kind === 'unknown') {
    const isHere = await git.run([gitDir, 'cat-file', '-e', `${theirs}^{commit}`], { cwd }).then(
      () => true,
      () => false,
    )
    const tooOld =
      'the installed git is too old to try a merge, or objects are missing; install git 2.38 or newer'
    return refused(isHere ? tooOld : `${label} is not here; wait for its next update`)
  }
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
  if (mode === 'ff') return { kind: 'apart' }

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
