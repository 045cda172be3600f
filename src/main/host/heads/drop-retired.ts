import type { HostContext } from '../context.ts'
import { updateRecord } from '../projects/entry.ts'
import { openReels } from '../projects/open-reels.ts'
import { reelsToDrop } from './retire-reels.ts'

/** Closes and deletes retired reels whose time is over. */
export async function dropRetired(context: HostContext): Promise<void> {
  for (const entry of [...context.entries.values()]) {
    if (reelsToDrop(entry.record.retired, context.ages.now()).size === 0) continue
    // Not while the list is being changed.
    await context.publishing(async () => {
      if (entry.leaving) return
      const dropped = reelsToDrop(entry.record.retired, context.ages.now())
      const retired = entry.record.retired.filter(({ id }) => !dropped.has(id))
      await updateRecord(context, entry, { retired })
      await openReels(context, entry)
    })
  }
}
