/** At start: every project that the node remembers goes on where it was. */
import { verifyReferences } from '../../gtp/references/verify-references.ts'
import { decodeRepoInfo } from '../../gtp/repo-info.ts'
import { removeLeftovers } from '../../git/staging.ts'
import type { StoredProject } from '../../store/projects.ts'
import { bringHeads } from '../family/bring-heads.ts'
import { openRelated } from '../family/follow.ts'
import { homeOf } from '../family/members.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import type { Known } from '../read-metainfo.ts'
import { addEntry } from './entry.ts'
import { startFetching } from './fetch.ts'
import { bareOf } from './make-clone.ts'
import { openReels } from './open-reels.ts'

export async function restoreProjects(context: HostContext): Promise<void> {
  const warn = (text: string) => context.activity.add({ kind: 'warning', project: null, person: null, text })
  for (const stored of await context.projects.list(warn)) {
    const known = checkKnown(stored)
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

function checkKnown({ known }: StoredProject): Known | null {
  if (!known) return null
  try {
    const repo = decodeRepoInfo(known.info)
    return { info: known.info, repo, references: verifyReferences(known.references, repo) }
  } catch {
    return null // a damaged file; peers have it
  }
}
