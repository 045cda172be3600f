import { AppError } from '../../../shared/errors.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { homeOf } from '../family/members.ts'
import { join, untilState } from '../projects/join.ts'
import { publishedFrom } from '../projects/publish.ts'
import { publishHeads } from './publish-heads.ts'
import { fetchBase } from './fetch-base.ts'

export interface RelatedRequest {
  readonly path: string
  /** The project beside which it is published: repo hash, name, link or file. */
  readonly relatedTo: string
  readonly branches: readonly string[] | 'all' | 'as before'
}

/**
 * Publishes a repository that has the same beginnings as a project as heads of that one: it becomes a clone of it, and only
 * what is new gets reels. NOT_RELATED where they have no commit in common.
 */
export async function publishRelated(context: HostContext, request: RelatedRequest): Promise<ProjectEntry> {
  const { path } = await context.git.open(request.path)
  checkNoProject(context, path)
  const joined = await join(context, { target: request.relatedTo, use: path })
  // Somebody's heads of a project that is joined: that is what they are beside, too.
  const project = homeOf(context, joined) ?? joined
  await untilState(context, project, 'joined')
  await fetchBase(context, project)
  return context.publishing(async () => {
    checkNoProject(context, path) // it may have become one meanwhile
    return publishHeads(context, project, request.branches)
  })
}

function checkNoProject(context: HostContext, path: string): void {
  const own = publishedFrom(context, path)
  if (!own) return
  throw new AppError(
    'BAD_INPUT',
    `${path} is published already, as ${own.record.name}, a project of its own`,
    `stop that first: gittorrent unpublish ${own.record.repoHash}`,
  )
}
