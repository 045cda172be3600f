/** Joins that were put on hold go on. */
import { removeLeftovers } from '../../git/staging.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { isHere, updateRecord } from './entry.ts'
import { fail } from './fail.ts'
import { startFetching } from './fetch.ts'
import { isHeld } from './hold.ts'
import { keepKnown } from './keep-known.ts'
import { bareOf } from './make-clone.ts'
import { inBackground } from '../in-background.ts'

/** Looked at now and then: whether it is time to try again. @param now milliseconds, as performance.now() tells */
export function tendHeld(context: HostContext, entry: ProjectEntry, now: number): void {
  const until = entry.onHold?.until ?? null
  if (until !== null && now >= until) inBackground(context, resume(context, entry), entry)
}

/** Tries at once. Never rejects. */
export async function resume(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (!entry.onHold || !isHeld(entry) || !isHere(context, entry)) return
  entry.onHold.until = null
  try {
    const { known, record } = entry
    // Whoever could not write could not tidy up either.
    if (record.state === 'joining' && !entry.making) {
      await removeLeftovers(record.path)
      await removeLeftovers(bareOf(context, record.repoHash))
    }
    // What came while nothing could be written is not on the disk yet.
    if (known) await keepKnown(context, record.repoHash, known)
    await updateRecord(context, entry, { error: null })
  } catch (error) {
    return fail(context, entry, error)
  }
  await startFetching(context, entry)
}
