/** A pack that was offered, and that nobody gives any more. */
import type { HostContext, ProjectEntry } from '../context.ts'
import { breakOff } from '../projects/break-off.ts'
import { startFetching } from '../projects/fetch.ts'
import { forgetRequested } from './forget-requested.ts'

/** So long must blocks of it be missing. Milliseconds. */
const GONE_FOR = 5_000

/** Looked at now and then: whether its maker has left, or took it back. Then it is given up, and another is asked for. Never rejects. */
export async function tendRequested(context: HostContext, entry: ProjectEntry, now: number): Promise<void> {
  const { requested, record } = entry
  if (!requested || record.paused || record.error) return
  if (!context.swarm.view().reels.some(({ id, missing }) => id === requested.id && missing)) {
    entry.requestedLost = null
    return
  }
  entry.requestedLost ??= now
  if (now - entry.requestedLost < GONE_FOR) return
  entry.requestedLost = null
  await breakOff(entry)
  await forgetRequested(context, entry)
  await startFetching(context, entry)
}
