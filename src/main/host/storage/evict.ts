import type { Hex } from '../../../shared/model.ts'
import type { HostContext } from '../context.ts'
import { updateRecord } from '../projects/entry.ts'
import { bareOf } from '../projects/make-clone.ts'
import { wantReels } from '../projects/open-reels.ts'
import { openClone } from '../projects/open-clone.ts'
import type { KeptReel } from './choose-evictions.ts'

/**
 * Deletes reels that the clones need no longer. They stay listed, and open: who asks hears that they are not here, and
 * whatever needs one of them again fetches it again.
 */
export async function evict(context: HostContext, reels: readonly KeptReel[]): Promise<void> {
  if (reels.length === 0) return
  for (const repoHash of new Set(reels.flatMap(({ linkedFrom }) => linkedFrom)))
    await lighten(context, repoHash)
  await remember(context, new Set(reels.map(({ id }) => id)))
  for (const { id } of reels) {
    context.swarm.input({ type: 'evict-reel', reel: id })
    context.reelObjects.delete(id)
    await context.reels.remove(id)
    const reel = [...context.entries.values()].flatMap((entry) => entry.reels).find((one) => one.id === id)
    if (reel) context.swarm.input({ type: 'open-reel', reel, ...(await context.reels.load(reel)) })
  }
  context.changed()
}

/** The bare repository that is a remote's URL in the clone has the same files, until it borrows the clone's objects. */
async function lighten(context: HostContext, repoHash: Hex): Promise<void> {
  const entry = context.entries.get(repoHash)
  if (!entry) return
  const repository = await openClone(context.git, entry.record)
  await context.git.updates?.lightenBare(bareOf(context, repoHash), repository, context.closing.signal)
}

async function remember(context: HostContext, gone: ReadonlySet<Hex>): Promise<void> {
  for (const entry of [...context.entries.values()]) {
    const own = entry.reels.flatMap(({ id }) => (gone.has(id) ? [id] : []))
    if (own.length === 0) continue
    const listed = new Set(entry.reels.map(({ id }) => id))
    const before = entry.record.evicted.filter((id) => listed.has(id))
    await updateRecord(context, entry, { evicted: [...new Set([...before, ...own])] })
    wantReels(context, entry) // not what was wanted for the clone
  }
}
