/** A family is one pool of blocks: before heads are published on the parent's reels, those come here (GTP/0.2 section 6). */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import type { VerifiedReferences } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { isHere, wasLeft } from '../projects/entry.ts'
import { cloneSource, showProgress } from '../projects/make-clone.ts'
import { dropReels, openReels, wantReels } from '../projects/open-reels.ts'
import { newcomersPlan } from '../projects/plan.ts'
import { isBaseHere } from './shared-base.ts'

/** So long may nothing come before a base is made here instead, and where nobody has it; milliseconds. */
const PATIENCE = 15_000
const PATIENCE_WITH_NOBODY = 3_000
const LOOK_EVERY = 100
const MAX_TRIES = 3

/**
 * Fetches and checks the reels of a project that an existing clone took in without them, and fetches those that were let go
 * to make room, so that heads can be published on top. Where nobody has them, or they are damaged, the heads get a base of
 * their own.
 */
export function fetchBase(context: HostContext, project: ProjectEntry): Promise<void> {
  project.fetchingBase ??= fetchAndCheck(context, project).finally(() => {
    project.fetchingBase = null
  })
  return project.fetchingBase
}

async function fetchAndCheck(context: HostContext, project: ProjectEntry): Promise<void> {
  const { updates } = context.git
  const { adopts, state, paused, name } = project.record
  if (!updates || state !== 'joined' || !project.known || isBaseHere(context, project)) return
  if (!adopts && !wasEvicted(context, project)) return
  if (paused) {
    const why = `${name} is paused, and what is shared of it already is not all here`
    throw new AppError('BAD_INPUT', why, 'resume it, then publish')
  }
  const signal = AbortSignal.any([project.work.signal, context.closing.signal])
  try {
    // A base that is replaced while the old one is checked is fetched as well.
    for (let tries = 0; tries < MAX_TRIES && !isBaseHere(context, project); tries++) {
      const references = await untilHere(context, project, signal)
      if (!references) return
      // The clone was made of what was let go: that is what it was, or its ID would be another.
      if (!adopts) continue
      const folder = join(context.dataDir.staging, `${references.repoHash}.base`)
      const source = await cloneSource(context, references)
      await updates.checkReels(source, folder, showProgress(context, project), signal)
      for (const { id } of newcomersPlan(references)) project.checked.add(id)
    }
  } catch (thrown) {
    tellRefused(context, project, AppError.of(thrown))
  } finally {
    project.phase = ''
    project.cloning = 1
    const held = project.holding
    project.holding = []
    if (isHere(context, project)) wantReels(context, project)
    await dropReels(context, held)
    context.changed(project)
  }
}

/** Whether all that is missing of its base was here before. */
function wasEvicted(context: HostContext, { known, record }: ProjectEntry): boolean {
  const base = known ? newcomersPlan(known.references).filter(({ kind }) => kind !== 'append') : []
  return base.every(({ id }) => context.swarm.isWhole(id) || record.evicted.includes(id))
}

/** @returns references of which all has come that a newcomer needs; null: that does not come */
async function untilHere(
  context: HostContext,
  project: ProjectEntry,
  signal: AbortSignal,
): Promise<VerifiedReferences | null> {
  let asked = ''
  let best = -1
  for (let since = performance.now(); ;) {
    if (signal.aborted || !isHere(context, project) || !project.known) throw wasLeft(project)
    const { references } = project.known
    const plan = newcomersPlan(references)
    if (asked !== references.digest) {
      asked = references.digest
      best = -1 // a shorter list may need fewer bytes than have come
      const before = project.holding
      project.holding = plan
      await openReels(context, project)
      await dropReels(context, before)
      wantReels(context, project)
    }
    if (plan.every(({ id }) => context.swarm.isWhole(id))) return references
    const reels = context.swarm.view().reels.filter(({ id }) => plan.some((reel) => reel.id === id))
    const have = reels.reduce((sum, { bytesHave }) => sum + bytesHave, 0)
    const patience = reels.some(({ missing }) => missing) ? PATIENCE_WITH_NOBODY : PATIENCE
    if (have > best) {
      best = have
      since = performance.now()
    } else if (performance.now() - since > patience) return null
    project.phase = 'Fetching what is shared already'
    context.changed(project)
    await delay(LOOK_EVERY, undefined, { signal }).catch(() => undefined)
  }
}

/** Throws what has nothing to do with the reels. */
function tellRefused(context: HostContext, project: ProjectEntry, error: AppError): void {
  const isTheirFault = ['BAD_PACK', 'BAD_REFERENCES', 'UNSUPPORTED_FORMAT'].includes(error.code)
  if (!isTheirFault || !project.known) throw error
  const { name, repoHash } = project.record
  const person = project.known.references.tagger.name
  const text = `What ${person} shares of ${name} is not passed on in your name: ${error.message}; your heads get a base of their own`
  context.activity.add({ kind: 'refused', project: repoHash, person, text })
}
