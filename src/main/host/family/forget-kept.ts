/** Commits that others dropped from their branches are kept in the user's repository for a while, and then forgotten. */
import type { HostContext } from '../context.ts'
import { isHome } from './members.ts'

/** Days for which refs/gittorrent/kept/ holds what a deleted or rewritten branch had. */
export const KEPT_DAYS = 30

/** Looks at the repository of each project once. Never rejects: where git can't now, the next time will do. */
export async function forgetKept(context: HostContext): Promise<void> {
  const { updates } = context.git
  if (!updates) return
  const homes = [...context.entries.values()].filter((entry) => isHome(entry) && !entry.leaving)
  for (const path of new Set(homes.map(({ record }) => record.path))) {
    if (context.closing.signal.aborted) return
    try {
      // One without its history may hold some, too.
      const repository = await (context.git.history ?? context.git).open(path)
      await updates.forgetKept(repository, context.ages.now(), KEPT_DAYS)
    } catch {
      // Moved, deleted, or not made yet.
    }
  }
}
