import type { Hex } from '../../../shared/model.ts'
import type { Repository } from '../../git/types.ts'
import type { Updates } from '../../git/update-types.ts'
import type { ReelInfo } from '../../gtp/types.ts'
import type { HostContext } from '../context.ts'

/** Reels whose objects are kept in memory; beyond it they are read again. */
const MAX_CACHED = 256

/** IDs of the objects in a reel of the store. None where they can't be told: it may build on what the user's gc threw away. */
export async function reelObjects(
  context: HostContext,
  updates: Updates,
  repository: Repository,
  { id }: ReelInfo,
  scratch: string,
): Promise<ReadonlySet<Hex>> {
  const known = context.reelObjects.get(id)
  if (known) return known
  const read = updates.objectsOf(repository, context.reels.packPath(id), scratch)
  const objects = new Set(await read.catch((): readonly Hex[] => []))
  if (context.reelObjects.size >= MAX_CACHED) context.reelObjects.clear()
  context.reelObjects.set(id, objects)
  return objects
}
