/** History and files of projects' repositories, read for whoever asks. */
import type { Handlers } from '../../../shared/rpc/server.ts'
import type { HostContext } from '../context.ts'
import { noSuchRef } from '../../git/failures.ts'
import { needsGit } from '../family/auto-merge.ts'
import { followedBy, homeOf } from '../family/members.ts'
import { findEntry } from '../projects/entry.ts'
import { openClone } from '../projects/open-clone.ts'

/** Commits of a page unless told otherwise. */
const PAGE = 100

/** Commits that are found unless told otherwise. */
const FOUND = 8

type Names = 'commits' | 'findCommits' | 'tags' | 'commit' | 'tree' | 'lastCommits' | 'file'

export const historyHandlers = (context: HostContext): Pick<Handlers, Names> => {
  const open = async (project: string) => {
    const { history } = context.git
    if (!history) throw needsGit()
    const entry = findEntry(context, project)
    const home = homeOf(context, entry) ?? entry
    const remotes = followedBy(context, home).flatMap(({ record }) =>
      record.fetched.map(({ name }) => `refs/remotes/${record.remote}/${name}`),
    )
    const branches = home.survey?.workingTree?.branches.map(({ name }) => `refs/heads/${name}`) ?? []
    const refs = ['HEAD', ...branches, ...remotes]
    return { refs, history, repository: await openClone(history, home.record) }
  }
  /** For files, where a ref is one of those that the project knows. */
  const openAt = async (project: string, ref: string) => {
    const { refs, ...opened } = await open(project)
    // A tag in the user's own clone is his to look at, wherever it came from.
    if (!refs.includes(ref) && !ref.startsWith('refs/tags/')) throw noSuchRef(ref)
    return opened
  }
  return {
    commits: async ({ project, from, skip = 0, limit = PAGE }) => {
      const { refs, history, repository } = await open(project)
      return history.page(repository, { from: from ?? refs, skip, limit })
    },
    commit: async ({ project, sha }) => {
      const { history, repository } = await open(project)
      return history.commit(repository, sha)
    },
    tags: async ({ project }) => {
      const { history, repository } = await open(project)
      return { tags: [...(await history.tags(repository))] }
    },
    findCommits: async ({ project, text, limit = FOUND }) => {
      const { refs, history, repository } = await open(project)
      return { commits: [...(await history.find(repository, { from: refs, text, limit }))] }
    },
    lastCommits: async ({ project, ref, path }) => {
      const { history, repository } = await openAt(project, ref)
      return history.lastCommits(repository, { ref, path })
    },
    tree: async ({ project, ref, path }) => {
      const { history, repository } = await openAt(project, ref)
      return history.tree(repository, { ref, path })
    },
    file: async ({ project, ref, path }) => {
      const { history, repository } = await openAt(project, ref)
      return history.file(repository, { ref, path })
    },
  }
}
