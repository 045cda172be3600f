/** At start: every project that the node remembers goes on where it was. */
import { removeLeftovers } from '../../git/staging.ts'
import { bringHeads } from '../family/bring-heads.ts'
import { openRelated } from '../family/follow.ts'
import { homeOf } from '../family/members.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import type { StoredProject } from '../../store/projects.ts'
import type { Known } from '../read-metainfo.ts'
import { checkKnown } from './check-known.ts'
import { addEntry } from './entry.ts'
import { startFetching } from './fetch.ts'
import { bareOf } from './make-clone.ts'
import { openReels } from './open-reels.ts'

export async function restoreProjects(context: HostContext): Promise<void> {
  let damaged = false
  const warn = (text: string) => {
    damaged = true
    context.activity.add({ kind: 'warning', project: null, person: null, text })
  }
  const found = await context.projects.list(warn)
  const lists = new Map(found.map((stored) => [stored, checkKnown(stored)]))
  // What a damaged file may have listed is fetched or made again, but not thrown away for that.
  if (!damaged && found.every((stored) => !stored.known || lists.get(stored)))
    await removeUnlisted(context, lists)
  for (const [stored, known] of lists) {
    if (stored.record.stopped) continue
    if (stored.record.role === 'publisher' && !known) {
      // Killed before its first references were signed: nothing was shared.
      await context.projects.remove(stored.record.repoHash)
      continue
    }
    const entry = addEntry(context, stored.record, known)
    if (stored.record.role === 'related') continue
    if (stored.record.state === 'joined') await seed(context, entry)
    else if (stored.record.state === 'usable') void startFetching(context, entry)
    else if (stored.record.state === 'joining') {
      await removeLeftovers(stored.record.path)
      await removeLeftovers(bareOf(context, stored.record.repoHash))
      void startFetching(context, entry)
    }
    context.changed(entry)
  }
  for (const entry of [...context.entries.values()])
    if (entry.record.role === 'related') await rejoin(context, entry)
}

/** Reels that a node was about to delete, or had just made, when it was killed: what was purged must not come back. */
async function removeUnlisted(
  context: HostContext,
  lists: ReadonlyMap<StoredProject, Known | null>,
): Promise<void> {
  const needed = [...lists].flatMap(([{ record }, known]) =>
    record.stopped ? [] : [...(known?.references.reels ?? []), ...record.retired],
  )
  await context.reels.removeAllBut(new Set(needed.map(({ id }) => id)))
}

/** A related tracker goes on being followed; one whose project has gone is forgotten. */
async function rejoin(context: HostContext, entry: ProjectEntry): Promise<void> {
  const home = homeOf(context, entry)
  if (!home) {
    context.entries.delete(entry.record.repoHash)
    return context.projects.remove(entry.record.repoHash)
  }
  openRelated(context, home, entry)
  if (entry.known) {
    await openReels(context, entry)
    void bringHeads(context, entry)
  }
}

async function seed(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (!entry.known) return
  const { info, references } = entry.known
  context.swarm.input({ type: 'open-repo', repo: entry.record.repoHash, known: { info, references } })
  await openReels(context, entry)
  if (entry.record.role === 'joiner') void bringHeads(context, entry)
}
