import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newestFirst } from './load-lists.ts'

/** Lists of somebody else's project that stay: the newest, and some to go back to where it turns out to be damaged. */
export const KEPT_LISTS = 4

/**
 * Removes all but the newest lists from the folder where those of one project lie by number. What was set aside as damaged
 * stays. Never rejects: what can't be removed now is removed when the next list comes.
 */
export async function pruneLists(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const seq of newestFirst(names).slice(KEPT_LISTS))
    await rm(join(folder, String(seq)), { force: true }).catch(() => undefined)
}
