/** The moving part of a join: references, plan, blocks; then the clone. */
import { AppError } from '../../../shared/errors.ts'
import { bringHeads } from '../family/bring-heads.ts'
import { followRelatives } from '../family/follow.ts'
import { refreshSurvey } from '../family/survey.ts'
import type { VerifiedReferences } from '../../gtp/types.ts'
import { decodeRepoInfo } from '../../gtp/repo-info.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { checkSpace, sameFileSystem } from './check-target.ts'
import { makeClone } from './make-clone.ts'
import { askPack, needsOnePack } from '../packs/ask-pack.ts'
import { forgetRequested } from '../packs/forget-requested.ts'
import { refuseRequested } from '../packs/refuse-requested.ts'
import { isHere, updateRecord } from './entry.ts'
import { fail } from './fail.ts'
import { isHeld } from './hold.ts'
import { passes } from './passes.ts'
import { newcomersPlan } from './plan.ts'
import { isComplete, openReels } from './open-reels.ts'
import { wantPlan } from './want-plan.ts'
import { bringHistory, historyOf, isTipComplete, makeUsable } from './tip-first.ts'
import { inBackground } from '../in-background.ts'

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
  if (entry.leaving) return
  if (entry.making || entry.record.state === 'usable') {
    entry.newer = { info, references }
    return
  }
  try {
    entry.known = { info, repo: decodeRepoInfo(info), references }
    const whose = entry.record.role === 'publisher' ? 'own' : 'theirs'
    await context.projects.saveKnown(entry.record.repoHash, references.seq, info, references.bytes, whose)
    const { name, description, seq } = references
    await updateRecord(context, entry, { name, description, seq: Math.max(seq, entry.record.seq) })
    // It was had before, and its file was damaged: nothing is to be brought, but its reels are to be served.
    if (references.digest === entry.record.taken) await openReels(context, entry)
    if (entry.record.role === 'related' || entry.record.state === 'joined') await bringHeads(context, entry)
    else if (entry.record.role === 'joiner' && entry.record.state !== 'failed')
      await fetchReels(context, entry)
  } catch (error) {
    if (!againLater(context, entry, info, references, error)) await fail(context, entry, error)
  }
}

/** Milliseconds after which a list that could not be kept, of a project that is whole, is tried again. */
const AGAIN_AFTER = 5_000

/** @returns false where the project is not whole, or it would be no use */
function againLater(
  context: HostContext,
  entry: ProjectEntry,
  info: Uint8Array,
  references: VerifiedReferences,
  error: unknown,
): boolean {
  const { role, state } = entry.record
  if ((role !== 'related' && state !== 'joined') || !passes(AppError.of(error))) return false
  setTimeout(() => {
    const isNewest = (entry.known?.references.seq ?? 0) <= references.seq
    if (isNewest && isHere(context, entry) && !context.closing.signal.aborted)
      inBackground(context, onReferences(context, entry, info, references), entry)
  }, AGAIN_AFTER).unref()
  return true
}

async function fetchReels(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { signal } = entry.work
  try {
    if (entry.record.adopts || needsOnePack(context, entry)) return await askPack(context, entry)
    if (!entry.making && entry.record.state !== 'joined') entry.phase = 'Downloading'
    await checkRoom(context, entry)
    await openReels(context, entry)
    if (signal.aborted) return
    wantPlan(context, entry)
    context.changed(entry)
    await goOn(context, entry)
  } catch (error) {
    if (!signal.aborted) await fail(context, entry, error)
  }
}

/** A reel of the project was completed, or all were there from the start: whatever can be made now is made. */
export async function goOn(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { state } = entry.record
  if (entry.record.role !== 'joiner' || entry.making || !entry.known || isHeld(entry)) return
  if (state !== 'joining' && state !== 'usable') return
  const make = nextStep(context, entry)
  if (!make) return
  const { signal } = entry.work
  let otherwise = false
  entry.making = make(context, entry)
    .catch(async (error: unknown) => {
      if (signal.aborted) return
      otherwise = await refuseRequested(context, entry, error)
      if (!otherwise) await fail(context, entry, error)
    })
    .catch((error: unknown) => fail(context, entry, error)) // what was refused could not be removed
  await entry.making
  entry.making = null
  if (signal.aborted) return
  if (otherwise) return fetchReels(context, entry)
  if (entry.record.state === 'joined') await becameWhole(context, entry)
  const { newer } = entry
  if (newer && entry.record.state === 'joined') {
    entry.newer = null
    return onReferences(context, entry, newer.info, newer.references)
  }
  await goOn(context, entry)
}

/** From now on the clone follows its publisher, and all who are related. */
async function becameWhole(context: HostContext, entry: ProjectEntry): Promise<void> {
  const changes = { taken: entry.known!.references.digest, updated: Date.now() }
  await updateRecord(context, entry, changes).catch(() => undefined) // it is taken in once more at the next start
  await forgetRequested(context, entry)
  inBackground(context, refreshSurvey(context, entry), entry)
  followRelatives(context)
}

function nextStep(context: HostContext, entry: ProjectEntry) {
  if (entry.record.adopts) return null
  if (entry.record.state === 'usable') return entry.record.error ? null : bringHistory
  if (entry.requested) return context.swarm.isWhole(entry.requested.id) ? makeClone : null
  if (isComplete(context, entry) && !historyOf(entry)) return makeClone
  if (context.git.tipFirst && historyOf(entry) && !entry.wholeFirst)
    return isTipComplete(context, entry) ? makeUsable : null
  return isComplete(context, entry) ? makeClone : null
}

/** Signed sizes are known before anything is fetched: what can't fit is told now. */
async function checkRoom(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (entry.record.state !== 'joining') return
  const { name, objectFormat } = entry.known!.references
  const reels = newcomersPlan(entry.known!.references)
  const total = reels.reduce((sum, { bytes }) => sum + bytes, 0)
  context.git.checkJoinable({ name, bytes: total, objectFormat })
  const held = context.swarm.view().reels.filter(({ id }) => reels.some((reel) => reel.id === id))
  const missing = total - held.reduce((sum, { bytesHave }) => sum + bytesHave, 0)
  await checkSpace(context.dataDir.reels, missing)
  const together = await sameFileSystem(context.dataDir.reels, entry.record.path)
  // The tip is the checked-out tree, compressed: a working tree of at least that size follows.
  const tip = reels.find(({ kind }) => kind === 'tip')?.bytes ?? 0
  await checkSpace(entry.record.path, together ? missing + tip : total + tip)
}
