import type { Hex, LatestCommit } from '../../../shared/model.ts'
import { chooseBranches, isPublishable, sortRefs } from '../choose-refs.ts'
import { latestCommit } from '../latest-commit.ts'
import type { Repository, Selection } from '../types.ts'
import { inside } from './open.ts'
import { beyond, headBranch, listBranches, listCommitTags } from './refs.ts'
import type { GitProgram } from './run.ts'

/** Resolves what is to be published. Throws NO_SUCH_BRANCH, NO_COMMITS, TOO_LARGE. */
export async function select(
  git: GitProgram,
  repository: Repository,
  request: readonly string[] | 'current' | 'all',
): Promise<Selection> {
  const [listed, current, allTags] = await Promise.all([
    listBranches(git, repository),
    headBranch(repository),
    listCommitTags(git, repository),
  ])
  const existing = new Map(listed.map(({ name, oid }) => [name, oid]))
  const { head, headCommit, branches, leftOut } = chooseBranches(existing, current, request, repository.path)
  const tags = allTags.filter(({ name }) => isPublishable(name))
  const targets = tags.map((tag) => tag.peeled ?? tag.oid)
  const tips = branches.map(({ oid }) => oid)
  const [outside, latest] = await Promise.all([
    beyond(git, repository, targets, tips),
    readLatest(git, repository, headCommit),
  ])
  const published = tags.filter((tag) => !outside.has(tag.peeled ?? tag.oid))
  return {
    head,
    headCommit,
    refs: sortRefs([...branches, ...published]),
    leftOut,
    latest,
  }
}

export async function readLatest(
  git: GitProgram,
  repository: Repository,
  commit: Hex,
): Promise<LatestCommit> {
  const { gitDir, cwd } = inside(repository)
  const format = ['--no-show-signature', '--no-mailmap', '--encoding=UTF-8', '--format=%s%x00%an%x00%ct']
  const line = await git.run([gitDir, 'log', '--max-count=1', ...format, commit], { cwd })
  const [subject = '', author = '', time] = line.trimEnd().split('\0')
  return latestCommit(subject, author, Number(time))
}
