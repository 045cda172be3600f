import type { Handlers } from '../../../shared/rpc/server.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { homeOf } from '../family/members.ts'
import { sameProjects } from '../family/same-projects.ts'
import { publishRelated } from '../heads/publish-related.ts'
import { askPreview } from '../preview/ask-preview.ts'
import { findEntry } from '../projects/entry.ts'
import { isUntouched, noteUse, removeForGit } from '../projects/for-git.ts'
import { gitSource } from '../projects/git-source.ts'
import { cancelJoin, leave, unpublish } from '../projects/forget.ts'
import { join, untilState } from '../projects/join.ts'
import { openClone } from '../projects/open-clone.ts'
import { setPaused } from '../projects/pause.ts'
import { leftOutOf } from '../projects/left-out.ts'
import { publish, publishedFrom } from '../projects/publish.ts'
import { expandHome } from '../expand-home.ts'
import { linkOf } from '../views/link-of.ts'
import { projectView } from '../views/project-view.ts'
import { reelViews } from '../views/reel-views.ts'
import { swarmDetail } from '../views/swarm-detail.ts'

type Projects = Pick<
  Handlers,
  | 'inspect'
  | 'publish'
  | 'join'
  | 'gitSource'
  | 'retryJoin'
  | 'pause'
  | 'resume'
  | 'cancelJoin'
  | 'leave'
  | 'unpublish'
  | 'project'
  | 'swarm'
  | 'preview'
  | 'openWith'
>

export function projectHandlers(context: HostContext): Projects {
  const named = ({ record: { repoHash, name, path } }: ProjectEntry) => ({ repoHash, name, path })
  const view = (entry: ProjectEntry) => projectView(context, entry, reelViews(context))

  return {
    inspect: async ({ path }) => {
      const repository = await context.git.open(expandHome(path))
      const inspection = await context.git.inspect(repository)
      const head = inspection.branches.find(({ isHead }) => isHead)
      return {
        ...inspection,
        publishedAs: publishedFrom(context, repository.path)?.record.repoHash ?? null,
        sameProjects: await sameProjects(context, async () =>
          head ? context.git.roots(repository, head.sha) : [],
        ),
      }
    },

    publish: async ({ path, branches, all, relatedTo, ...rest }) => {
      const chosen = all ? 'all' : branches && branches.length > 0 ? branches : 'as before'
      const request = { path: expandHome(path), branches: chosen } as const
      const entry =
        relatedTo === undefined
          ? await context.publishing(() => publish(context, { ...rest, ...request }))
          : await publishRelated(context, { ...request, relatedTo: expandHome(relatedTo) })
      const { repoHash, name, heads, alternatives } = view(entry)
      const { roots } = entry.known!.references
      return {
        ...{
          repoHash,
          name,
          heads: [...heads],
          link: linkOf(context, entry),
          alternatives: [...alternatives],
        },
        leftOut: await leftOutOf(context, entry),
        sameProjects: relatedTo === undefined ? await sameProjects(context, async () => roots) : [],
      }
    },

    join: async ({ target, into, use, forGit, wait = 'none' }) => {
      const entry = await join(context, {
        forGit,
        target: expandHome(target),
        into: into && expandHome(into),
        use: use && expandHome(use),
      })
      if (wait !== 'none') await untilState(context, entry, wait)
      return { ...named(entry), state: view(entry).state }
    },

    gitSource: async ({ project }) => {
      const entry = findEntry(context, project)
      await noteUse(context, entry)
      return gitSource(context, entry)
    },

    retryJoin: async ({ project }) => {
      const { record } = findEntry(context, project)
      await join(context, { target: record.repoHash, into: record.path })
      return { repoHash: record.repoHash }
    },

    pause: async ({ project }) => {
      const entry = findEntry(context, project)
      await setPaused(context, entry, true)
      return { repoHash: entry.record.repoHash }
    },

    resume: async ({ project }) => {
      const entry = findEntry(context, project)
      await setPaused(context, entry, false)
      return { repoHash: entry.record.repoHash }
    },

    cancelJoin: async ({ project }) => {
      const entry = findEntry(context, project)
      await cancelJoin(context, entry)
      return { repoHash: entry.record.repoHash }
    },

    leave: async ({ project }) => {
      const entry = findEntry(context, project)
      const isGone = await isUntouched(context, entry)
      await leave(context, entry)
      if (isGone) await removeForGit(context, entry)
      return named(entry)
    },

    unpublish: async ({ project }) => {
      const entry = findEntry(context, project)
      await unpublish(context, entry)
      return named(entry)
    },

    openWith: async ({ project, what }) => {
      const entry = findEntry(context, project)
      const { path } = await openClone(context.git.history ?? context.git, entry.record)
      return { program: await context.openWith(what, path) }
    },

    project: async ({ project }) => view(findEntry(context, project)),

    preview: ({ repoHash }) => askPreview(context, repoHash),

    swarm: async ({ project }) => {
      const entry = findEntry(context, project)
      return swarmDetail(context, homeOf(context, entry) ?? entry, Date.now())
    },
  }
}
