/** The same project from elsewhere: who has a repository that begins with the same commits need not begin another swarm. */
import type { Hex, SameProject } from '../../../shared/model.ts'
import type { HostContext } from '../context.ts'
import { summarise, type MetainfoSummary } from '../nearby/metainfo-queue.ts'
import { withoutChildren } from './without-children.ts'

/** Shown at most. */
const MAX_SHOWN = 8

/**
 * Projects of others, nearby or joined, that say to have one of the roots: those that are joined first, then those that
 * most people have. What they say is proven when one of them is joined.
 */
export function sameProjects(context: HostContext, roots: readonly Hex[]): SameProject[] {
  const known = new Map<Hex, MetainfoSummary>()
  for (const [repoHash, { summary, goneSince }] of context.nearby.rows()) {
    if (summary && goneSince === null) known.set(repoHash, summary)
  }
  for (const [repoHash, entry] of context.entries) {
    if (entry.known && entry.record.role === 'joiner') known.set(repoHash, summarise(entry.known))
  }
  const found = [...known]
    .filter(([, { roots: theirs }]) => theirs.some((root) => roots.includes(root)))
    .map(([repoHash, { name, publisher, alternatives }]) => ({
      project: { repoHash, name, publisher, path: pathOf(context, repoHash) },
      ...{ repoHash, alternatives },
      holders: context.nearby.get(repoHash)?.holders.size ?? 0,
    }))
  return withoutChildren(found)
    .filter(({ project }) => project.publisher.peerId !== context.identity.peerId)
    .sort(
      (a, b) =>
        Number(b.project.path !== null) - Number(a.project.path !== null) ||
        b.holders - a.holders ||
        (a.repoHash < b.repoHash ? -1 : 1),
    )
    .slice(0, MAX_SHOWN)
    .map(({ project }) => project)
}

/** Where it is joined; a related tracker is in the clone of its project. */
function pathOf(context: HostContext, repoHash: Hex): string | null {
  const record = context.entries.get(repoHash)?.record
  return record?.role === 'joiner' && record.state !== 'failed' ? record.path : null
}
