/** A project that can't go on: with a reason, in its state and in the activity. */
import { AppError } from '../../../shared/errors.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { updateRecord } from './entry.ts'
import { hold } from './hold.ts'
import { gone } from './open-clone.ts'
import { dropReels } from './open-reels.ts'
import { passes } from './passes.ts'

/** The working tree is there and stays; only its history is not to be had for now. */
export async function failHistory(context: HostContext, entry: ProjectEntry, error: AppError): Promise<void> {
  const { code, message, action } = error
  entry.phase = ''
  await updateRecord(context, entry, { error: { code, message, action } }).catch(() => undefined) // told all the same
  const text = `The history of ${entry.record.name} could not be put in: ${message}; ${action}`
  context.activity.add({ kind: 'failed', project: entry.record.repoHash, person: null, text })
}

/** What is brought and published waits until the repository is where it was. */
export function tellGone(context: HostContext, { record }: ProjectEntry): void {
  const { message, action } = gone(record)
  const text = `${record.name}: ${message}; ${action}`
  context.activity.add({ kind: 'warning', project: record.repoHash, person: null, text })
}

/** Ends a join with a reason, or puts it on hold where that is no fault of the project. What was verified stays, unless it is bad. Never rejects. */
export async function fail(context: HostContext, entry: ProjectEntry, thrown: unknown): Promise<void> {
  const error = AppError.of(thrown)
  const { state } = entry.record
  if ((state === 'usable' || state === 'joining') && passes(error)) return hold(context, entry, error)
  if (state === 'usable') return failHistory(context, entry, error)
  if (state !== 'joining') return
  entry.work.abort()
  entry.phase = ''
  entry.cloning = 0
  context.swarm.input({ type: 'close-repo', repo: entry.record.repoHash })
  if (error.code === 'BAD_PACK' || error.code === 'BAD_REFERENCES') {
    const reels = entry.reels
    entry.reels = []
    await dropReels(context, reels).catch(() => undefined) // the next start does it
  }
  const { code, message, action } = error
  const failed = { state: 'failed', error: { code, message, action } } as const
  await updateRecord(context, entry, failed).catch(() => undefined) // told all the same; the next start tries again
  const text = `Joining ${entry.record.name} failed: ${message}; ${action}`
  context.activity.add({ kind: 'failed', project: entry.record.repoHash, person: null, text })
}
