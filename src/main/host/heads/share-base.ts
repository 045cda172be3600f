/** A family is one pool of blocks: the parent's reels are listed instead of a second base (GTP/0.2 section 6). */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import type { ReelInfo, VerifiedReferences } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { cloneSource, showProgress } from '../projects/make-clone.ts'
import { isReelComplete, openReels } from '../projects/open-reels.ts'
import { newcomersPlan } from '../projects/plan.ts'
import type { Base } from './bring-up-to-date.ts'

/** So long may nothing come before a base is made here instead, and where nobody has it; milliseconds. */
const PATIENCE = 15_000
const PATIENCE_WITH_NOBODY = 3_000
const LOOK_EVERY = 100

/**
 * Fetches and checks the reels of a project that an existing clone took in without them, so that heads can be published on
 * top. Where nobody has them, or they are damaged, the heads get a base of their own.
 */
export function fetchBase(context: HostContext, project: ProjectEntry): Promise<void> {
  project.fetchingBase ??= fetchAndCheck(context, project).finally(() => {
    project.fetchingBase = null
  })
  return project.fetchingBase
}

async function fetchAndCheck(context: HostContext, project: ProjectEntry): Promise<void> {
  const { updates } = context.git
  const { adopts, state } = project.record
  if (!updates || !adopts || state !== 'joined' || sharedBase(context, project)) return
  try {
    const references = await untilHere(context, project)
    if (!references) return
    const plan = newcomersPlan(references)
    const folder = join(context.dataDir.quarantine, `${references.repoHash}.base`)
    const { signal } = project.work
    const source = await cloneSource(context, references)
    await updates.checkReels(source, folder, showProgress(context, project), signal)
    for (const { id } of plan) project.checked.add(id)
  } catch (thrown) {
    const error = AppError.of(thrown)
    if (error.code !== 'BAD_PACK') throw error
    const { name, repoHash } = project.record
    const person = project.known!.references.tagger.name
    const text = `What ${person} shares of ${name} is not passed on in your name: ${error.message}; your heads get a base of their own`
    context.activity.add({ kind: 'refused', project: repoHash, person, text })
  } finally {
    project.phase = ''
    project.cloning = 1
    context.changed(project)
  }
}

/** @returns references of which all has come that a newcomer needs; null: that does not come */
async function untilHere(context: HostContext, project: ProjectEntry): Promise<VerifiedReferences | null> {
  const signal = AbortSignal.any([project.work.signal, context.closing.signal])
  const { record } = project
  let asked = ''
  let best = -1
  for (let since = Date.now(); ;) {
    if (signal.aborted || project.leaving || !project.known) {
      throw new AppError('CANCELLED', `${record.name} was left`, 'join it again')
    }
    const { references } = project.known
    const plan = newcomersPlan(references)
    if (asked !== references.digest) {
      asked = references.digest
      await openReels(context, project)
      const reels = plan.map(({ id }) => ({ id, priority: 0 }))
      context.swarm.input({ type: 'want', repo: record.repoHash, reels })
    }
    if (plan.every(({ id }) => isReelComplete(context, id))) return references
    const reels = context.swarm.view().reels.filter(({ id }) => plan.some((reel) => reel.id === id))
    const have = reels.reduce((sum, { bytesHave }) => sum + bytesHave, 0)
    const patience = reels.some(({ missing }) => missing) ? PATIENCE_WITH_NOBODY : PATIENCE
    if (have > best) {
      best = have
      since = Date.now()
    } else if (Date.now() - since > patience) return null
    project.phase = 'Fetching what is shared already'
    context.changed(project)
    await delay(LOOK_EVERY, undefined, { signal }).catch(() => undefined)
  }
}

/** The parent's reels, as far as they are whole and checked here; at least all of its base. */
export function sharedBase(context: HostContext, { known, record, checked }: ProjectEntry): Base | undefined {
  if (!known) return undefined
  const { references } = known
  const plan = newcomersPlan(references)
  // A clone was made of its reels; what was there before is not.
  const isUsable = ({ id }: ReelInfo) => isReelComplete(context, id) && (!record.adopts || checked.has(id))
  const reels = closed(plan.filter(isUsable))
  if (plan.some((reel) => reel.kind !== 'append' && !reels.includes(reel))) return undefined
  const tips = reels.flatMap(({ kind, gives }) => (kind === 'tip' ? gives.map(({ oid }) => oid) : []))
  const head =
    reels.length === plan.length ? references.refs.find(({ name }) => name === references.head) : null
  return { reels, heads: [...new Set([...tips, ...(head ? [head.oid] : [])])] }
}

/** Without those that need what none of the others gives. In the order of a plan: what is needed comes before. */
function closed(reels: readonly ReelInfo[]): readonly ReelInfo[] {
  const given = new Set<string>()
  return reels.filter(({ needs, gives }) => {
    if (needs.some(({ oid }) => !given.has(oid))) return false
    for (const { oid } of gives) given.add(oid)
    return true
  })
}
