import type { HostContext, ProjectEntry } from '../context.ts'
import { bytesBeside } from './choose-evictions.ts'
import { evict } from './evict.ts'
import { keptReels } from './kept-reels.ts'
import { freeable, reelsByHome } from './storage-view.ts'

/**
 * Lets go what is kept for others of a project, because the user said so. What nobody else here has goes only when he was
 * asked about that.
 * @returns bytes
 */
export function freeProject(
  context: HostContext,
  home: ProjectEntry,
  onlyCopy: boolean,
): Promise<{ readonly freed: number; readonly onlyHere: number }> {
  return context.publishing(async () => {
    const free = freeable(reelsByHome(context, await keptReels(context)).get(home) ?? [])
    const onlyHere = free.filter(({ holders }) => holders.length === 0)
    const gone = onlyCopy ? free : free.filter((reel) => !onlyHere.includes(reel))
    await evict(context, gone)
    return { freed: bytesBeside(gone), onlyHere: onlyCopy ? 0 : bytesBeside(onlyHere) }
  })
}
