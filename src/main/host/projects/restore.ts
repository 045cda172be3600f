/** At start: every project that the node remembers goes on where it was. */
import { removeLeftovers } from '../../git/staging.ts'
import { bringHeads } from '../family/bring-heads.ts'
import { openRelated } from '../family/follow.ts'
import { homeOf } from '../family/members.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import type { ProjectRecord, StoredProject } from '../../store/projects.ts'
import { addEntry, isHere } from './entry.ts'
import { startFetching } from './fetch.ts'
import { bareOf } from './make-clone.ts'
import { openReels } from './open-reels.ts'
import { passes } from './passes.ts'
import { restoreUnsound } from './restore-unsound.ts'
import { isUnsound } from './unsound.ts'
import { inBackground } from '../in-background.ts'

export async function restoreProjects(context: HostContext): Promise<void> {
  const found = await context.projects.list()
  // What a file may list that is damaged, or can't be read, is not thrown away for that.
  if (found.every(({ trouble }) => !trouble)) await removeUnlisted(context, found)
  for (const stored of found) {
    if (stored.record.stopped && !stored.trouble?.record) continue
    if (stored.record.role === 'publisher' && !stored.known && !stored.trouble && !stored.record.error) {
      // Killed before its first references were signed: nothing was shared.
      await context.projects.remove(stored.record.repoHash)
      continue
    }
    const entry = stored.trouble
      ? await restoreUnsound(context, stored, stored.trouble, found)
      : addEntry(context, toTryAgain(stored.record), stored.known)
    if (!entry || entry.record.role === 'related') continue
    if (entry.record.state === 'joined') await seed(context, entry)
    else if (entry.record.state === 'usable') inBackground(context, startFetching(context, entry), entry)
    else if (entry.record.state === 'joining') {
      await removeLeftovers(entry.record.path)
      await removeLeftovers(bareOf(context, entry.record.repoHash))
      inBackground(context, startFetching(context, entry), entry)
    }
    context.changed(entry)
  }
  for (const entry of [...context.entries.values()])
    if (entry.record.role === 'related') await rejoin(context, entry)
}

/** What was in the way of a join when the node ended may be so no longer. */
function toTryAgain(record: ProjectRecord): ProjectRecord {
  const code = (record.error?.code ?? 'NONE') as ErrorCode
  if (record.role !== 'joiner' || record.state === 'joined' || !(passes({ code }) || MAY_WORK.has(code)))
    return record
  return { ...record, state: record.state === 'usable' ? 'usable' : 'joining', error: null }
}
/** Reasons to give up that are not understood, or are of this computer. */
const MAY_WORK: ReadonlySet<ErrorCode> = new Set(['INTERNAL', 'GIT_FAILED'])

/** Reels that a node was about to delete, or had just made, when it was killed: what was purged must not come back. */
async function removeUnlisted(context: HostContext, found: readonly StoredProject[]): Promise<void> {
  const needed = found.flatMap(({ record, known }) =>
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
  if (isUnsound(home)) return
  openRelated(context, home, entry)
  if (entry.known) {
    await openReels(context, entry).catch((error: unknown) => openLater(context, entry, error))
    inBackground(context, bringHeads(context, entry), entry)
  }
}

async function seed(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { repoHash, hints, role } = entry.record
  const { known } = entry
  context.swarm.input({
    type: 'open-repo',
    repo: repoHash,
    known: known && { info: known.info, references: known.references },
  })
  // Its list was lost: whoever has it gives it again.
  if (!known) for (const peer of hints) context.swarm.input({ type: 'candidate', repo: repoHash, peer })
  await openReels(context, entry).catch((error: unknown) => openLater(context, entry, error))
  if (role === 'joiner') inBackground(context, bringHeads(context, entry), entry)
}

/** Milliseconds after which reels that could not be read are looked at again. */
const OPEN_AGAIN = 5_000

/** The other projects don't wait for it. */
function openLater(context: HostContext, entry: ProjectEntry, thrown: unknown): void {
  const { message, action } = AppError.of(thrown)
  const { repoHash, name } = entry.record
  const text = `${name} can't be shared: ${message}; ${action}; it is tried again by itself`
  context.activity.add({ kind: 'warning', project: repoHash, person: null, text })
  const again = () => {
    setTimeout(() => {
      if (context.closing.signal.aborted || !isHere(context, entry)) return
      openReels(context, entry).then(() => context.changed(entry), again)
    }, OPEN_AGAIN).unref()
  }
  again()
}
