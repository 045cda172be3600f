import type { HostContext, ProjectEntry } from '../context.ts'
import type { KeptReel } from './choose-evictions.ts'
import { ownLinks } from './own-links.ts'

/** The whole reels of the store, with what speaks for and against each. */
export async function keptReels(context: HostContext): Promise<readonly KeptReel[]> {
  const entries = [...context.entries.values()]
  const own = idsOf(entries.filter(({ record }) => record.role === 'publisher'))
  const listed = idsOf(entries)
  const busy = idsOf(entries.filter(isAtWork))
  for (const { fetching, holding, requested } of entries)
    for (const { id } of [...fetching, ...holding, ...(requested ? [requested] : [])]) busy.add(id)
  const links = await ownLinks(context)
  return (await context.reels.list())
    .filter(({ whole }) => whole)
    .map(({ id, bytes, file, names }) => ({
      ...{ id, bytes },
      shared: names > 1 + (links.get(file)?.length ?? 0),
      linkedFrom: links.get(file) ?? [],
      // What no project lists was made for a peer, and goes by itself.
      stays: own.has(id) ? 'own' : busy.has(id) || !listed.has(id) ? 'busy' : null,
      holders: context.swarm.holders(id),
    }))
}

const idsOf = (entries: readonly ProjectEntry[]) =>
  new Set(entries.flatMap(({ reels }) => reels.map(({ id }) => id)))

/** Whether its reels may still be needed for its repository. */
const isAtWork = ({ record, known, making, fetchingBase, leaving }: ProjectEntry): boolean =>
  making !== null ||
  fetchingBase !== null ||
  leaving !== null ||
  (record.role === 'joiner' && record.state !== 'joined') ||
  (record.role !== 'publisher' && record.taken !== (known?.references.digest ?? null))
