/** The same project from elsewhere: who has a repository that begins with the same commits need not begin another swarm. */
import type { Hex, Person, SameProject } from '../../../shared/model.ts'
import type { HostContext } from '../context.ts'
import { summarise, type MetainfoSummary } from '../nearby/metainfo-queue.ts'
import { realPath } from '../projects/open-clone.ts'
import { withoutChildren } from './without-children.ts'

/** Shown at most. */
const MAX_SHOWN = 8

/**
 * Projects of others, nearby or joined, that say to have one of the roots: those that are joined first, then those that
 * most people have. What they say is proven when one of them is joined.
 * @param rootsOf may have to walk through all of a history: it is asked only where there are others
 */
export async function sameProjects(
  context: HostContext,
  rootsOf: () => Promise<readonly Hex[]>,
): Promise<SameProject[]> {
  const known = new Map<Hex, MetainfoSummary>()
  for (const [repoHash, { summary, goneSince }] of context.nearby.rows()) {
    if (summary && goneSince === null) known.set(repoHash, summary)
  }
  for (const [repoHash, entry] of context.entries) {
    if (entry.known && entry.record.role === 'joiner') known.set(repoHash, summarise(entry.known))
  }
  const isOwn = (publisher: Person) => publisher.peerId === context.identity.peerId
  if (![...known.values()].some(({ roots, publisher }) => roots.length > 0 && !isOwn(publisher))) return []
  const roots = await rootsOf()
  const same = [...known].filter(([, { roots: theirs }]) => theirs.some((root) => roots.includes(root)))
  const found = await Promise.all(
    same.map(async ([repoHash, { name, publisher, alternatives }]) => ({
      project: { repoHash, name, publisher, path: await pathOf(context, repoHash) },
      ...{ repoHash, alternatives },
      holders: context.nearby.get(repoHash)?.holders.size ?? 0,
    })),
  )
  return withoutChildren(found)
    .filter(({ project }) => !isOwn(project.publisher))
    .sort(
      (a, b) =>
        Number(b.project.path !== null) - Number(a.project.path !== null) ||
        b.holders - a.holders ||
        (a.repoHash < b.repoHash ? -1 : 1),
    )
    .slice(0, MAX_SHOWN)
    .map(({ project }) => project)
}

/** Where it is joined, as git names the folder. */
async function pathOf(context: HostContext, repoHash: Hex): Promise<string | null> {
  const record = context.entries.get(repoHash)?.record
  return record?.role === 'joiner' && record.state !== 'failed' ? realPath(record.path) : null
}
