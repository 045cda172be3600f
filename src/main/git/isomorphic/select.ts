import { chooseBranches, isPublishable, sortRefs } from '../choose-refs.ts'
import { latestCommit } from '../latest-commit.ts'
import { commonDir } from '../object-store.ts'
import type { Repository, Selection } from '../types.ts'
import { readGraph } from './commit-graph.ts'
import { headBranch } from './locate.ts'
import { ObjectReader } from './object-reader.ts'
import { parseCommit } from './parse-object.ts'
import { listCommitTags, listRefs } from './refs.ts'

/** As program/select.ts. */
export async function select(
  repository: Repository,
  request: readonly string[] | 'current' | 'all',
): Promise<Selection> {
  const reader = new ObjectReader(await commonDir(repository.gitDir))
  const existing = new Map((await listRefs(reader.gitDir, 'heads')).map(({ name, oid }) => [name, oid]))
  const current = await headBranch(repository.gitDir)
  const { head, headCommit, branches, leftOut } = chooseBranches(existing, current, request, repository.path)
  const tags = (await listCommitTags(reader)).filter(({ name }) => isPublishable(name))
  const graph = await readGraph(
    reader,
    branches.map(({ oid }) => oid),
  )
  const published = tags.filter((tag) => graph.has(tag.peeled ?? tag.oid))
  const { subject, author, time } = parseCommit((await reader.read(headCommit)).content)
  return {
    head,
    headCommit,
    refs: sortRefs([...branches, ...published]),
    leftOut,
    latest: latestCommit(subject, author, time),
  }
}
