/** The moving part of a join: references, plan, blocks; then the clone. */
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import { planReels } from '../../gtp/plan-reels.ts'
import type { VerifiedReferences } from '../../gtp/types.ts'
import { decodeRepoInfo } from '../../gtp/repo-info.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { checkSpace, sameFileSystem } from './check-target.ts'
import { makeClone } from './make-clone.ts'
import { updateRecord } from './entry.ts'
import { isComplete, openReels } from './open-reels.ts'

/** Enters the swarm and goes on with whatever is there already. Never rejects: a failure becomes the project's state. */
export async function startFetching(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { repoHash, hints } = entry.record
  const { known } = entry
  context.swarm.input({
    type: 'open-repo',
    repo: repoHash,
    known: known && { info: known.info, references: known.references },
  })
  if (entry.record.paused) context.swarm.input({ type: 'pause-repo', repo: repoHash })
  for (const peer of [...context.nearby.addressesOf(repoHash), ...hints]) {
    context.swarm.input({ type: 'candidate', repo: repoHash, peer })
  }
  entry.phase = known ? 'Downloading' : 'Looking for peers'
  context.changed(entry)
  if (known) await fetchReels(context, entry)
}

/** New references of a project, verified by the engine. */
export async function onReferences(
  context: HostContext,
  entry: ProjectEntry,
  info: Uint8Array,
  references: VerifiedReferences,
): Promise<void> {
  try {
    entry.known = { info, repo: decodeRepoInfo(info), references }
    await context.projects.saveKnown(entry.record.repoHash, references.seq, info, references.bytes)
    const { name, description, seq } = references
    await updateRecord(context, entry, { name, description, seq: Math.max(seq, entry.record.seq) })
    if (entry.record.role === 'joiner' && entry.record.state !== 'failed') await fetchReels(context, entry)
  } catch (error) {
    await fail(context, entry, error)
  }
}

async function fetchReels(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { signal } = entry.work
  try {
    const { references } = entry.known!
    const plan = planReels(references, () => false)
    if (entry.record.state === 'joining') entry.phase = 'Downloading'
    await checkRoom(context, entry)
    await openReels(context, entry)
    if (signal.aborted) return
    const priority = { tip: 0, append: 1, history: 2 }
    const reels = plan.map(({ id, kind }) => ({ id, priority: priority[kind] }))
    context.swarm.input({ type: 'want', repo: entry.record.repoHash, reels })
    context.changed(entry)
    await goOn(context, entry)
  } catch (error) {
    if (!signal.aborted) await fail(context, entry, error)
  }
}

/** A reel of the project was completed, or all were there from the start. */
export async function goOn(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (entry.record.state !== 'joining' || entry.phase !== 'Downloading' || !isComplete(context, entry)) return
  try {
    await makeClone(context, entry)
  } catch (error) {
    if (!entry.work.signal.aborted) await fail(context, entry, error)
  }
}

/** Signed sizes are known before anything is fetched: what can't fit is told now. */
async function checkRoom(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (entry.record.state !== 'joining') return
  const { reels } = entry.known!.references
  const total = reels.reduce((sum, { bytes }) => sum + bytes, 0)
  const held = context.swarm.view().reels.filter(({ id }) => reels.some((reel) => reel.id === id))
  const missing = total - held.reduce((sum, { bytesHave }) => sum + bytesHave, 0)
  await checkSpace(context.dataDir.reels, missing)
  const together = await sameFileSystem(context.dataDir.reels, entry.record.path)
  // The tip is the checked-out tree, compressed: a working tree of at least that size follows.
  const tip = reels.find(({ kind }) => kind === 'tip')?.bytes ?? 0
  await checkSpace(entry.record.path, together ? missing + tip : total + tip)
}

/** Ends a join with a reason. What was verified stays for the next try, unless the disk is full. */
export async function fail(context: HostContext, entry: ProjectEntry, thrown: unknown): Promise<void> {
  if (entry.record.state !== 'joining') return
  const error = AppError.of(thrown)
  entry.work.abort()
  entry.phase = ''
  entry.cloning = 0
  context.swarm.input({ type: 'close-repo', repo: entry.record.repoHash })
  if (error.code === 'DISK_FULL') await dropParts(context, entry)
  const { message, action } = error
  await updateRecord(context, entry, { state: 'failed', error: { message, action } })
  const text = `Joining ${entry.record.name} failed: ${message}; ${action}`
  context.activity.add({ kind: 'failed', project: entry.record.repoHash, person: null, text })
}

async function dropParts(context: HostContext, entry: ProjectEntry): Promise<void> {
  const shared = new Set<Hex>()
  for (const other of context.entries.values())
    if (other !== entry) other.reels.forEach(({ id }) => shared.add(id))
  for (const { id } of entry.reels) {
    if (shared.has(id)) continue
    context.swarm.input({ type: 'close-reel', reel: id })
    await context.reels.remove(id)
  }
  entry.reels = []
}
