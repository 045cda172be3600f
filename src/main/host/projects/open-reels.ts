import type { Hex } from '../../../shared/model.ts'
import { newcomersPlan } from './plan.ts'
import type { HostContext, ProjectEntry } from '../context.ts'

/**
 * Opens the reels of a project's newest references in the engine, with what the store holds of them.
 * Reels that the project no longer lists, and no other project needs, are closed.
 */
export async function openReels(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (!entry.known) return
  const before = entry.reels
  entry.reels = entry.known.references.reels
  for (const reel of entry.reels) {
    const { hashes, have } = await context.reels.load(reel)
    if (entry.work.signal.aborted) return
    context.swarm.input({ type: 'open-reel', reel, hashes, have })
  }
  await dropReels(context, before)
}

/** Closes and deletes those of the reels that no project lists any more. */
export async function dropReels(context: HostContext, reels: ProjectEntry['reels']): Promise<void> {
  const listed = new Set([...context.entries.values()].flatMap((entry) => entry.reels.map(({ id }) => id)))
  for (const { id } of reels) {
    if (listed.has(id)) continue
    context.swarm.input({ type: 'close-reel', reel: id })
    await context.reels.remove(id)
  }
}

export function isReelComplete(context: HostContext, id: Hex): boolean {
  const reel = context.swarm.view().reels.find((view) => view.id === id)
  return reel !== undefined && reel.have === reel.blocks
}

/** Whether every reel that a newcomer needs for the newest references is whole here. */
export function isComplete(context: HostContext, entry: ProjectEntry): boolean {
  if (!entry.known) return false
  const reels = new Map(context.swarm.view().reels.map((reel) => [reel.id, reel]))
  return newcomersPlan(entry.known.references).every(({ id }) => {
    const reel = reels.get(id)
    return reel !== undefined && reel.have === reel.blocks
  })
}
