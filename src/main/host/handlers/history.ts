/** History of projects' repositories, read for whoever asks. */
import type { Handlers } from '../../../shared/rpc/server.ts'
import type { HostContext } from '../context.ts'
import { needsGit } from '../family/auto-merge.ts'
import { followedBy, homeOf } from '../family/members.ts'
import { findEntry } from '../projects/entry.ts'
import { openClone } from '../projects/open-clone.ts'

/** Commits of a page unless told otherwise. */
const PAGE = 100

export const historyHandlers = (context: HostContext): Pick<Handlers, 'commits' | 'commit'> => {
  const open = async (project: string) => {
    const { history } = context.git
    if (!history) throw needsGit()
    const entry = findEntry(context, project)
    const home = homeOf(context, entry) ?? entry
    return { home, history, repository: await openClone(history, home.record) }
  }
  return {
    commits: async ({ project, from, skip = 0, limit = PAGE }) => {
      const { home, history, repository } = await open(project)
      const remotes = followedBy(context, home).flatMap(({ record }) =>
        record.fetched.map(({ name }) => `refs/remotes/${record.remote}/${name}`),
      )
      const branches = home.survey?.workingTree?.branches.map(({ name }) => `refs/heads/${name}`) ?? []
      return history.page(repository, { from: from ?? ['HEAD', ...branches, ...remotes], skip, limit })
    },
    commit: async ({ project, sha }) => {
      const { history, repository } = await open(project)
      return history.commit(repository, sha)
    },
  }
}
