/** A join that something outside is in the way of: it keeps what it has, says what it waits for, and goes on by itself. */
import type { AppError } from '../../../shared/errors.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { updateRecord } from './entry.ts'
import { waitingFor } from './passes.ts'

/** How long after it broke off a join is tried again: twice as long each time. Milliseconds. */
const FIRST_TRY = 5_000
const LAST_TRIES = 60_000

export const isHeld = ({ onHold }: ProjectEntry): boolean => onHold !== null && onHold.until !== null

/** Until the next try nothing is done for the project; blocks go on coming, as far as there is room. Never rejects. */
export async function hold(context: HostContext, entry: ProjectEntry, error: AppError): Promise<void> {
  const { onHold, record } = entry
  const { code, message } = error
  const same = onHold?.code === code
  if (same && isHeld(entry)) return // of each of many blocks
  const tries = same ? onHold.tries + 1 : 1
  const pause = Math.min(FIRST_TRY * 2 ** (tries - 1), LAST_TRIES)
  entry.onHold = { code, tries, until: performance.now() + pause }
  entry.phase = waitingFor(error)
  entry.cloning = 0
  const action = `${error.action}; it goes on by itself then`
  // A disk that is full doesn't take this either.
  await updateRecord(context, entry, { error: { code, message, action } }).catch(() => undefined)
  context.changed(entry)
  for (const waiter of entry.waiters) waiter()
  if (same) return
  const text = `${record.name} waits: ${message}; ${action}`
  context.activity.add({ kind: 'warning', project: record.repoHash, person: null, text })
}
