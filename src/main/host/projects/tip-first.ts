/** Work first, history later: a checked-out tip, then all that came before it, indexed while it arrives. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { placedClone } from '../../git/placed-clone.ts'
import type { CloneTarget, HistoryIndexer, TipFirst } from '../../git/types.ts'
import type { ReelInfo } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { updateRecord } from './entry.ts'
import { newcomersPlan } from './plan.ts'
import { wantPlan } from './want-plan.ts'
import { becomeJoined, branchesOf, cloneTarget, headOf, showProgress, tipCommit } from './make-clone.ts'

/** Bytes that an indexer is given at a time. */
const CHUNK = 1_048_576
/** How often, and after which pause (milliseconds), a clone that git has locked is tried again. */
const LOCK_TRIES = 60
const LOCK_PAUSE = 2_000

const reelOf = (entry: ProjectEntry, kind: ReelInfo['kind']) =>
  entry.known?.references.reels.find((reel) => reel.kind === kind)

export const historyOf = (entry: ProjectEntry): ReelInfo | undefined => reelOf(entry, 'history')

/** What a working tree needs: the tip, and what was appended since. */
const tipReels = ({ known }: ProjectEntry): readonly ReelInfo[] =>
  known ? newcomersPlan(known.references).filter(({ kind }) => kind !== 'history') : []

export function isTipComplete(context: HostContext, entry: ProjectEntry): boolean {
  const reels = tipReels(entry)
  return (
    reels.some(({ kind }) => kind === 'tip') &&
    reels.every((reel) => context.swarm.prefix(reel.id) === reel.bytes)
  )
}

/** Checks out the tip: from now on the user can work. */
export async function makeUsable(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { refs } = entry.known!.references
  const target = cloneTarget(context, entry)
  const start = headOf(entry.known!.references)
  const packs = await Promise.all(tipReels(entry).map((reel) => context.reels.finish(reel)))
  const made = (await placedClone(target, start)) ?? (await checkOutTip(context, entry, target, packs))
  entry.cloning = 0
  if (made === null) {
    entry.wholeFirst = true
    return wantPlan(context, entry)
  }
  const { whole } = made
  if (whole) return becomeJoined(context, entry)
  entry.phase = 'Downloading the history'
  await updateRecord(context, entry, {
    state: 'usable',
    remote: target.remote,
    fetched: branchesOf(refs.filter(({ oid }) => oid === start.oid)),
    error: null,
  })
  wantPlan(context, entry)
}

/** @returns null where the history has to come first */
async function checkOutTip(
  context: HostContext,
  entry: ProjectEntry,
  target: CloneTarget,
  [pack = '', ...appended]: readonly string[],
): Promise<{ readonly whole: boolean } | null> {
  const { objectFormat, head, refs } = entry.known!.references
  const tip = tipCommit(entry.known!.references)
  const source = { pack, appended, objectFormat, head, refs, ...(tip ? { tip } : {}) }
  const progress = showProgress(context, entry)
  const { tipFirst } = context.git
  return tipFirst!.checkOutTip(source, target, progress, entry.work.signal).catch((error: unknown) => {
    // What was appended may build on more than the tip: then the history comes first, and has the last word.
    if (appended.length === 0 || AppError.of(error).code !== 'BAD_PACK') throw error
    return null
  })
}

/** Feeds the history to its indexer as it arrives, and puts it into the clone. */
export async function bringHistory(context: HostContext, entry: ProjectEntry): Promise<void> {
  const tipFirst = context.git.tipFirst
  const history = entry.requested ?? historyOf(entry)
  if (!tipFirst || !history) throw publishedAnew(entry)
  const quarantine = quarantineOf(context, entry)
  entry.phase = 'Downloading the history'
  if (!(await tipFirst.isHistoryIndexed(quarantine))) await indexHistory(context, entry, tipFirst, history)
  entry.phase = 'Putting the history in'
  context.changed(entry)
  const unrelated = await install(context, entry, tipFirst)
  await becomeJoined(context, entry)
  await rm(quarantine, { recursive: true, force: true })
  for (const branch of unrelated) tellUnrelated(context, entry, branch)
}

export const quarantineOf = ({ dataDir }: HostContext, { record }: ProjectEntry): string =>
  join(dataDir.quarantine, record.repoHash)

async function indexHistory(
  context: HostContext,
  entry: ProjectEntry,
  tipFirst: TipFirst,
  history: ReelInfo,
): Promise<void> {
  const { signal } = entry.work
  const target = {
    folder: quarantineOf(context, entry),
    bare: cloneTarget(context, entry).bare,
    objectFormat: entry.known!.references.objectFormat,
  }
  const onProgress = (fraction: number) => {
    entry.phase = 'Checking the history'
    entry.cloning = fraction
    context.changed(entry)
  }
  const indexer = await tipFirst.indexHistory(target, onProgress, signal)
  try {
    await feed(context, history, indexer, signal)
    await indexer.finish(await context.reels.finish(history))
  } catch (error) {
    await indexer.abort()
    throw error
  }
}

async function feed(
  context: HostContext,
  history: ReelInfo,
  indexer: HistoryIndexer,
  signal: AbortSignal,
): Promise<void> {
  const buffer = Buffer.allocUnsafe(CHUNK)
  for (let at = 0; at < history.bytes;) {
    await context.swarm.untilPrefix(history.id, at, signal)
    const length = Math.min(CHUNK, context.swarm.prefix(history.id) - at)
    await indexer.write(await context.reels.read(history, at, length, buffer.subarray(0, length)))
    at += length
  }
}

/** The user may be in the middle of something with git: then a moment later. */
async function install(
  context: HostContext,
  entry: ProjectEntry,
  tipFirst: TipFirst,
): Promise<readonly string[]> {
  const { objectFormat, head, refs } = entry.known!.references
  const tip = tipCommit(entry.known!.references)
  const request = {
    objectFormat,
    head,
    refs,
    target: cloneTarget(context, entry),
    ...(tip ? { tip } : {}),
    quarantine: quarantineOf(context, entry),
    gives: entry.requested ? [] : newcomersPlan(entry.known!.references).flatMap(({ gives }) => gives),
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return (await tipFirst.installHistory(request, entry.work.signal)).unrelated
    } catch (error) {
      const locked = error instanceof AppError && error.data.retry === true
      if (!locked || attempt === LOCK_TRIES || entry.work.signal.aborted) throw error
      await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE))
    }
  }
}

function tellUnrelated(context: HostContext, { record }: ProjectEntry, branch: string): void {
  const text = `${branch} in ${record.name} begins anew, since its first commit was amended before the history was there; merging it needs --allow-unrelated-histories`
  context.activity.add({ kind: 'warning', project: record.repoHash, person: null, text })
}

export const publishedAnew = ({ record }: ProjectEntry) =>
  new AppError(
    'BAD_REFERENCES',
    `${record.name} was published anew while its history was on the way`,
    'keep working; for the whole history, leave it and join it into another folder',
  )
