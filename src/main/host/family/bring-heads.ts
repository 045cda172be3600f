/** Somebody's newest heads come into a project's repository: plan, fetch, check, and only then the remote moves. */
import { AppError } from '../../../shared/errors.ts'
import type { Updates } from '../../git/update-types.ts'
import type { ReelInfo, VerifiedReferences } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { forgetRequested } from '../packs/forget-requested.ts'
import { refuseRequested } from '../packs/refuse-requested.ts'
import { updateRecord } from '../projects/entry.ts'
import { fail } from '../projects/fail.ts'
import { bareOf } from '../projects/make-clone.ts'
import { openClone } from '../projects/open-clone.ts'
import { passes } from '../projects/passes.ts'
import { dropReels, wantReels } from '../projects/open-reels.ts'
import { homeOf, isMuted } from './members.ts'
import { checkStranger } from './check-stranger.ts'
import { learnHeld, planHeads } from './plan-heads.ts'
import { takeIn } from './take-in.ts'
import { inBackground } from '../in-background.ts'

/**
 * Goes on with bringing an entry's newest references into its project's repository: asks for what is missing, or takes in
 * what has come. Never rejects; what stands in the way becomes the entry's trouble. Safe to call at any time.
 */
export async function bringHeads(context: HostContext, entry: ProjectEntry): Promise<void> {
  const home = homeOf(context, entry)
  const { updates } = context.git
  if (!home || !updates || !mayBring(home, entry)) return
  await home.bringing(async () => {
    if (!mayBring(home, entry) || isCurrent(entry)) return
    try {
      await bring(context, updates, home, entry).catch(async (error: unknown) => {
        const otherwise = await refuseRequested(context, entry, error)
        if (otherwise) entry.planned = null
        else if (!wasWrong(entry, AppError.of(error))) throw error
        return bring(context, updates, home, entry)
      })
      if (entry.retry) clearTimeout(entry.retry)
      entry.retry = entry.waitingSince = null
      setTrouble(context, entry, '')
    } catch (error) {
      entry.planned = null
      if (!entry.work.signal.aborted) trouble(context, home, entry, AppError.of(error))
    }
  })
}

/** Whether something failed that was planned on what isn't there any more: then it is forgotten, and the repository asked. */
function wasWrong(entry: ProjectEntry, { code }: AppError): boolean {
  if (!entry.planned?.remembered || code !== 'BAD_PACK') return false
  entry.planned = null
  entry.held.clear()
  return true
}

const mayBring = (home: ProjectEntry, entry: ProjectEntry): boolean =>
  (home.record.state === 'joined' ||
    (entry === home && home.record.adopts && home.record.state === 'joining')) &&
  !home.leaving &&
  !entry.leaving &&
  entry.known !== null &&
  // An older list, because the newest was damaged, would take the remote back.
  entry.known.references.seq >= entry.record.seq &&
  entry.record.remote !== null &&
  !isMuted(home, entry.record.repoHash)

/** Whether the newest references are in already. */
const isCurrent = ({ record, known }: ProjectEntry) => record.taken === known?.references.digest

async function bring(
  context: HostContext,
  updates: Updates,
  home: ProjectEntry,
  entry: ProjectEntry,
): Promise<void> {
  const { references } = entry.known!
  if (entry.taken && namesTheSame(entry.taken, references)) {
    entry.taken = references
    await fetchPlan(context, entry, [])
    return takeIn(context, home, entry, references, [])
  }
  const repository = await openClone(context.git, home.record)
  const plan = await planHeads(context, entry, repository, references)
  checkStranger(context, home, entry, plan)
  if (!(await fetchPlan(context, entry, plan))) return
  const packs = await Promise.all(
    plan.map(async (reel) => ({ file: await context.reels.finish(reel), thin: reel.kind === 'append' })),
  )
  const changes = await updates.updateRemote(
    {
      repository,
      packs,
      objectFormat: references.objectFormat,
      head: references.head,
      refs: references.refs,
      quarantine: `${context.dataDir.staging}/${entry.record.repoHash}.heads`,
      remote: entry.record.remote!,
      bare: bareOf(context, entry.record.repoHash),
      mustBeRelated: entry !== home || home.record.adopts,
      now: context.ages.now(),
    },
    entry.work.signal,
  )
  entry.fetching = []
  entry.taken = references
  learnHeld(
    entry,
    references.refs.map(({ oid }) => oid),
  )
  await forgetRequested(context, entry)
  await takeIn(context, home, entry, references, changes)
  await dropReels(context, [])
}

/** A publisher who shortens his list of reels signs anew what he signed before. */
const namesTheSame = (before: VerifiedReferences, now: VerifiedReferences): boolean =>
  before.head === now.head &&
  before.refs.length === now.refs.length &&
  before.refs.every(({ name, oid }, index) => name === now.refs[index]?.name && oid === now.refs[index].oid)

/** Asks for what is not here; true when all of it is. */
async function fetchPlan(
  context: HostContext,
  entry: ProjectEntry,
  plan: readonly ReelInfo[],
): Promise<boolean> {
  entry.fetching = plan
  const before = entry.reels
  entry.reels = entry.known!.references.reels
  for (const reel of new Set([...entry.reels, ...plan])) {
    const { hashes, have } = await context.reels.load(reel)
    if (entry.work.signal.aborted) return false
    context.swarm.input({ type: 'open-reel', reel, hashes, have })
  }
  await dropReels(context, before)
  wantReels(context, entry)
  return plan.every(({ id }) => context.swarm.isWhole(id))
}

function trouble(context: HostContext, home: ProjectEntry, entry: ProjectEntry, error: AppError): void {
  if (mayPass(home, error)) {
    if (!retryLater(context, entry, error.data['pause'])) return
  } else if (entry === home && home.record.state === 'joining')
    return inBackground(context, fail(context, entry, error), entry)
  const text = `${error.message}; ${actionFor(entry, error)}`
  if (entry.trouble === text) return
  setTrouble(context, entry, text)
  // Who watches the repository tells it once, for everybody.
  if (error.code === 'NOT_A_REPOSITORY') return
  const refused = ['BAD_PACK', 'NOT_RELATED', 'BAD_REFERENCES', 'TOO_LARGE'].includes(error.code)
  context.activity.add({
    kind: refused ? 'refused' : 'warning',
    project: home.record.repoHash,
    person: entry.known?.references.tagger.name ?? null,
    text: `Heads of ${entry.known?.references.tagger.name ?? 'somebody'} were not fetched: ${text}`,
  })
  // What was refused is not worth its place.
  if (error.code !== 'NOT_RELATED') return
  entry.unrelated = true
  context.swarm.input({ type: 'close-repo', repo: entry.record.repoHash })
}
/** Git holds a lock, the history is not there yet, or it is no fault of the project. */
const mayPass = (home: ProjectEntry, { code, data }: AppError): boolean =>
  data['retry'] === true ||
  passes({ code }) ||
  (code === 'SHALLOW_REPOSITORY' && home.record.state === 'joined')

/** Tries again in a moment, or after `pause` milliseconds, which is long. @returns whether it has been in the way for so long that the user must hear of it */
function retryLater(context: HostContext, entry: ProjectEntry, pause: unknown): boolean {
  entry.waitingSince ??= performance.now()
  const given = typeof pause === 'number' ? pause : null
  const long = given !== null || performance.now() - entry.waitingSince >= TELL_AFTER
  entry.retry ??= setTimeout(
    () => {
      entry.retry = null
      inBackground(context, bringHeads(context, entry), entry)
    },
    given ?? (long ? TELL_AFTER : RETRY_AFTER),
  ).unref()
  return long
}
/** Milliseconds. */
const RETRY_AFTER = 2_000
/** What is still in the way by then may stay there unless the user does something, such as a lock that git left. Milliseconds. */
const TELL_AFTER = 10_000

/** Bad heads of somebody whom one follows already call for nothing but waiting for better ones. */
const actionFor = ({ record, known }: ProjectEntry, { code, action }: AppError): string =>
  code === 'BAD_PACK' || code === 'BAD_REFERENCES'
    ? `nothing of them was kept; tell ${known?.references.tagger.name ?? record.remote}, whose next heads are fetched by themselves`
    : action

function setTrouble(context: HostContext, entry: ProjectEntry, text: string): void {
  entry.trouble = text
  context.changed(entry)
}

/** Tries again whatever was left: the project has become whole, or somebody is trusted or heard again. */
export async function bringAllHeads(context: HostContext, home: ProjectEntry): Promise<void> {
  for (const entry of [...context.entries.values()]) {
    if (homeOf(context, entry) === home && entry.record.role !== 'publisher') {
      await updateRecord(context, entry, {}).catch(() => undefined) // as it was, then
      await bringHeads(context, entry)
    }
  }
}
