/** Joining: from a hash to a verified, normal clone. */
import { join as joinPath, resolve } from 'node:path'
import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import { exists } from '../../git/exists.ts'
import type { ProjectRecord } from '../../store/projects.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import type { Repository } from '../../git/types.ts'
import { trackersOf } from '../tracker/announce-urls.ts'
import { checkTarget, folderName } from './check-target.ts'
import { addEntry, updateRecord } from './entry.ts'
import { fail } from './fail.ts'
import { isHeld } from './hold.ts'
import { isSamePlace } from './open-clone.ts'
import { isForTheUser } from './passes.ts'
import { blankRecord } from './publish.ts'
import { keepKnown } from './keep-known.ts'
import { learnMetainfo } from './learn-metainfo.ts'
import { resolveTarget, type Target } from './resolve-target.ts'
import { resume } from './resume.ts'
import { goOn, startFetching } from './fetch.ts'
import { inBackground } from '../in-background.ts'

export interface JoinRequest {
  readonly target: string
  readonly into?: string | undefined
  /** A repository that has some of it: it becomes the clone. */
  readonly use?: string | undefined
  /** Into a folder of the node's own. */
  readonly forGit?: boolean | undefined
}

/** Starts a join, or goes on with one that is there: asking twice is not an error. */
export async function join(context: HostContext, request: JoinRequest): Promise<ProjectEntry> {
  const target = await resolveTarget(context, request.target)
  const existing = context.entries.get(target.repoHash)
  if (existing?.leaving) {
    await existing.leaving
    return join(context, request)
  }
  if (existing && existing.record.state !== 'failed') {
    if (isHeld(existing)) await resume(context, existing)
    else if (existing.record.state === 'usable' && existing.record.error)
      await retryHistory(context, existing)
    return sameJoin(context, existing, request)
  }

  const named = target.name === null ? await learnMetainfo(context, target) : target
  const used = request.use === undefined ? null : await openUsed(context, request.use)
  const path =
    used?.path ??
    resolve(
      request.into ??
        placeOf(existing) ??
        (request.forGit
          ? await ownPlace(context, named)
          : joinPath(context.settings.current.clonesDir, nameOf(named))),
    )
  if (!used) await checkTarget(path)

  const record: ProjectRecord = {
    ...blankRecord,
    repoHash: named.repoHash,
    role: 'joiner',
    name: named.name ?? named.repoHash.slice(0, 8),
    description: named.known?.references.description ?? '',
    path,
    state: 'joining',
    adopts: used !== null,
    autoMerge: context.git.history ? context.settings.current.autoMerge : 'off',
    seq: named.known?.references.seq ?? 0,
    hints: [...named.hints],
    trackers: trackersOf([...named.trackers, ...(existing?.record.trackers ?? [])], named.hints),
    since: Date.now(),
  }
  // Somebody may have asked for the same while we looked around.
  const other = context.entries.get(named.repoHash)
  if (other && other !== existing) return sameJoin(context, other, request)
  const entry = existing ?? addEntry(context, record, named.known)
  entry.work = new AbortController()
  entry.onHold = null
  try {
    await updateRecord(context, entry, record)
    inBackground(context, startFetching(context, entry), entry)
    if (named.known) await keepKnown(context, named.repoHash, named.known)
  } catch (error) {
    await fail(context, entry, error) // by then it is the node's: it goes on as any other
  }
  return entry
}

/** Where it was to be before; the record may have been lost. */
const placeOf = (entry: ProjectEntry | undefined) => entry?.record.path || undefined

/** A folder of the node's own that is free: one that was left there stays, in case somebody worked in it. */
async function ownPlace({ dataDir }: HostContext, { repoHash }: Target): Promise<string> {
  for (let count = 1; ; count++) {
    const path = joinPath(dataDir.forGit, count === 1 ? repoHash : `${repoHash}-${count}`)
    if (!(await exists(path))) return path
  }
}

/** The repository that is to become a member. */
function openUsed(context: HostContext, folder: string): Promise<Repository> {
  if (!context.git.tipFirst || !context.git.updates) {
    throw new AppError(
      'GIT_MISSING',
      'an existing repository can only be used with the git program',
      'install git, or join into a new folder',
    )
  }
  return context.git.open(folder).catch((thrown: unknown) => {
    const { code, message } = AppError.of(thrown)
    if (code !== 'NOT_A_REPOSITORY' && code !== 'NO_COMMITS') throw thrown
    throw new AppError(code, message, 'choose the folder of a clone that you have, or join into a new folder')
  })
}

/** The history could not be had: once more. */
async function retryHistory(context: HostContext, entry: ProjectEntry): Promise<void> {
  await updateRecord(context, entry, { error: null })
  inBackground(context, goOn(context, entry), entry)
}

const nameOf = (target: Target) => folderName(target.name ?? '') || target.repoHash.slice(0, 8)

async function sameJoin(
  context: HostContext,
  entry: ProjectEntry,
  { into, use }: JoinRequest,
): Promise<ProjectEntry> {
  const wanted = use === undefined ? into && resolve(into) : (await openUsed(context, use)).path
  if (wanted === undefined || (await isSamePlace(wanted, entry.record.path))) return entry
  throw new AppError(
    'ALREADY_JOINED',
    `${entry.record.name} is ${entry.record.role === 'publisher' ? 'published from' : 'joined in'} ${entry.record.path}`,
    `use that folder, or leave the project first (gittorrent leave ${entry.record.repoHash})`,
  )
}

/** Resolves when the project has got that far; rejects with the reason when it failed or was cancelled. */
export function untilState(
  context: HostContext,
  entry: ProjectEntry,
  wanted: 'usable' | 'joined',
): Promise<void> {
  return new Promise((resolvePromise, reject) => {
    const look = () => {
      const { state, error } = entry.record
      if (context.entries.get(entry.record.repoHash) !== entry) {
        finish(() =>
          reject(new AppError('CANCELLED', `joining ${entry.record.name} was cancelled`, 'join it again')),
        )
      } else if (state === 'joined' || state === wanted) finish(resolvePromise)
      else if (state === 'failed' || (isHeld(entry) && isForTheUser(error?.code)))
        finish(() => reject(entryError(entry, error)))
    }
    const finish = (settle: () => void) => {
      entry.waiters.delete(look)
      settle()
    }
    entry.waiters.add(look)
    look()
  })
}

const entryError = (entry: ProjectEntry, error: ProjectRecord['error']) =>
  AppError.from({
    code: (error?.code ?? 'INTERNAL') as ErrorCode,
    message: error?.message ?? `joining ${entry.record.name} failed`,
    action: error?.action ?? 'try again',
  })
