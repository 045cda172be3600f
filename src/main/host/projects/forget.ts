import { rm } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { bareOf } from './make-clone.ts'
import { quarantineOf } from './tip-first.ts'
import { forgetStopped } from '../heads/stopped.ts'
import { isUnsound } from './unsound.ts'
import { dropReels } from './open-reels.ts'

/**
 * Takes a project out of the node: out of the swarm, off the network, off the disk, except for the user's own
 * repository, which is never touched. A joined clone keeps its remote, whose bare repository stays.
 * @param stop the record and the signed lists stay on the disk, for the day when it is published again
 */
export function forget(context: HostContext, entry: ProjectEntry, stop = false): Promise<void> {
  entry.leaving ??= remove(context, entry, stop).catch((error: unknown) => {
    entry.leaving = null // a disk that failed may do it the next time
    throw error
  })
  return entry.leaving
}

async function remove(context: HostContext, entry: ProjectEntry, stop: boolean): Promise<void> {
  const { repoHash, state } = entry.record
  entry.work.abort()
  for (const other of [...context.entries.values()]) {
    if (other.record.of === repoHash) await forget(context, other)
  }
  await forgetStopped(context, entry)
  context.swarm.input({ type: 'close-repo', repo: repoHash })
  if (entry.record.role === 'publisher') {
    // What is being signed of it comes to its end first, and then goes like the rest.
    await context.publishing(async () => context.swarm.input({ type: 'close-repo', repo: repoHash }))
  }
  await entry.making // it removes what it had begun
  await dropOwn(context, entry)
  if (stop) await context.projects.saveRecord({ ...entry.record, stopped: true, retired: [] })
  else await context.projects.remove(repoHash)
  await context.guests.forget(repoHash)
  await rm(quarantineOf(context, entry), { recursive: true, force: true })
  // What failed because its files are damaged may have been a clone, whose remote is there.
  const isHalfMade = state === 'failed' && !isUnsound(entry)
  const isOwn = entry.record.role === 'publisher' && !stop // shown to git's remote helper, and borrowing its objects
  if (state === 'joining' || isHalfMade || isOwn)
    await rm(bareOf(context, repoHash), { recursive: true, force: true })
  if (state === 'usable') await keepShallow(context, entry)
  context.entries.delete(repoHash) // last: who joins it again meanwhile waits for this
  context.changed(entry)
  for (const waiter of entry.waiters) waiter()
}

async function dropOwn(context: HostContext, entry: ProjectEntry): Promise<void> {
  const reels = entry.reels
  entry.reels = []
  await dropReels(context, reels).catch((error: unknown) => {
    entry.reels = reels
    throw error
  })
}

/** The clone stays without its history; git may tidy up in it again. */
async function keepShallow(context: HostContext, { record, known }: ProjectEntry): Promise<void> {
  const head = known?.references.refs.find(({ name }) => name === known.references.head)
  // A clone that was moved or deleted needs nothing.
  if (head) await context.git.tipFirst?.keepShallow(record.path, head.oid).catch(() => {})
}

/** Leaves a project that was joined; one's own is unpublished instead. */
export async function leave(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (entry.record.role === 'publisher') {
    throw new AppError(
      'NOT_YOURS',
      `you publish ${entry.record.name}`,
      `stop that with gittorrent unpublish ${entry.record.repoHash}`,
    )
  }
  await forget(context, entry)
  context.activity.add({
    kind: 'left',
    project: entry.record.repoHash,
    person: null,
    text: `You left ${entry.record.name}`,
  })
}

export async function unpublish(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (entry.record.role !== 'publisher') {
    throw new AppError(
      'NOT_YOURS',
      `${entry.record.name} is not published by you`,
      `leave it with gittorrent leave ${entry.record.repoHash}`,
    )
  }
  await forget(context, entry)
  const text = `You stopped sharing ${entry.record.name}; copies that others made remain`
  context.activity.add({ kind: 'left', project: entry.record.repoHash, person: null, text })
}

/** Stops a join and removes what it made. */
export async function cancelJoin(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (
    entry.record.role === 'publisher' ||
    entry.record.state === 'joined' ||
    entry.record.state === 'usable'
  ) {
    throw new AppError(
      'BAD_INPUT',
      `${entry.record.name} is not being joined`,
      'leave it instead: gittorrent leave',
    )
  }
  await forget(context, entry)
}
