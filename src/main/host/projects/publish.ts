/** Publishing: packs from what was chosen, signed references, and from then on a seed that follows its repository. */
import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import type { Repository, Selection } from '../../git/types.ts'
import { MAX_DESCRIPTION, MAX_NAME } from '../../gtp/limits.ts'
import { repoHash } from '../../gtp/repo-info.ts'
import { cleanText } from '../../gtp/text.ts'
import type { RepoInfo } from '../../gtp/types.ts'
import type { ProjectRecord } from '../../store/projects.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { bringUpToDate } from '../heads/bring-up-to-date.ts'
import { addEntry, updateRecord } from './entry.ts'
import { checkReadable, isUnsound, SOUND } from './unsound.ts'

export interface PublishRequest {
  readonly path: string
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** 'as before': what was chosen the last time; the current branch at the first. */
  readonly branches: readonly string[] | 'as before' | 'all'
}

/** Publishes a folder, or brings what it publishes up to date. */
export async function publish(context: HostContext, request: PublishRequest): Promise<ProjectEntry> {
  const repository = await context.git.open(request.path)
  const before = publishedFrom(context, repository.path) ?? placeless(context, request)
  checkReadable(before ?? lostAt(context, repository.path))
  if (!before) checkNoHeads(context, repository.path)
  const wanted = request.branches === 'as before' ? (before?.record.branches ?? 'current') : request.branches
  const selection = await context.git.select(repository, wanted)
  const name =
    cleanText(request.name ?? before?.record.name ?? basename(repository.path), MAX_NAME) || 'project'
  const description = cleanText(request.description ?? before?.record.description ?? '', MAX_DESCRIPTION)
  const branches = branchesToFollow(wanted, selection)

  const isSound = !before || !isUnsound(before)
  if (before && isSound && isUnchanged(before, selection, name, description)) {
    await updateRecord(context, before, { branches })
    return before
  }
  const repo = before?.known?.repo ?? newRepo(context, { name, description, alternatives: [] })
  const entry = before ?? addEntry(context, newRecord(repo, repository, null), null)
  const changes = { name, description, branches, path: repository.path, ...SOUND }
  // The newest list may be lost, and may have withdrawn what an older one lists: nothing is built on that.
  await bringUpToDate(context, entry, { repo, repository, selection, changes, purge: !isSound }).catch(
    (error: unknown) => {
      if (!before) context.entries.delete(entry.record.repoHash)
      throw error
    },
  )
  context.activity.add({
    kind: 'published',
    project: entry.record.repoHash,
    person: null,
    text: `You published ${name}`,
  })
  context.changed(entry)
  return entry
}

/** The current branch stays the one that is published when another is checked out. */
export const branchesToFollow = (
  wanted: 'current' | 'all' | readonly string[],
  selection: Selection,
): string[] | 'all' =>
  wanted === 'all'
    ? wanted
    : wanted === 'current'
      ? [selection.head.slice('refs/heads/'.length)]
      : [...wanted]

/** The project that a folder is published as, if any. */
export const publishedFrom = (context: HostContext, path: string): ProjectEntry | undefined =>
  [...context.entries.values()].find(
    ({ record, known }) =>
      record.role === 'publisher' && record.of === null && known !== null && record.path === path,
  )

/** One of the name, of which the record was lost that said where it is published from. */
const placeless = (context: HostContext, { path, name }: PublishRequest): ProjectEntry | undefined =>
  [...context.entries.values()].find(
    (entry) =>
      isUnsound(entry) &&
      entry.known !== null &&
      entry.record.role === 'publisher' &&
      entry.record.of === null &&
      entry.record.path === '' &&
      entry.record.name === (name ?? basename(path)),
  )

/** One that was published from there, and of which no list can be used. */
const lostAt = (context: HostContext, path: string): ProjectEntry | undefined =>
  [...context.entries.values()].find(
    ({ record, known }) =>
      record.role === 'publisher' && record.of === null && known === null && record.path === path,
  )

/** One repository is published once: by itself, or as heads of a project. */
function checkNoHeads(context: HostContext, path: string): void {
  const heads = [...context.entries.values()].find(
    ({ record, leaving }) =>
      !leaving && record.role === 'publisher' && record.of !== null && record.path === path,
  )
  if (!heads) return
  throw new AppError(
    'BAD_INPUT',
    `${path} is published already, as your heads of ${heads.record.name}`,
    `stop that first: gittorrent publish-heads ${heads.record.of} --stop`,
  )
}

/** Whether the newest references say just what would be signed now. */
export function isUnchanged(
  { known }: ProjectEntry,
  selection: Selection,
  name: string,
  description: string,
): boolean {
  if (!known) return false
  const { references } = known
  const said = [references.name, references.description, references.head, references.refs]
  return JSON.stringify(said) === JSON.stringify([name, description, selection.head, selection.refs])
}

export const newRepo = (
  context: HostContext,
  about: Pick<RepoInfo, 'name' | 'description' | 'alternatives'>,
): RepoInfo => ({ ...about, pubkey: context.identity.publicKey, nonce: randomBytes(16) })

/** @param of the joined project whose heads these are; null for a project of its own */
export const newRecord = (repo: RepoInfo, repository: Repository, of: Hex | null): ProjectRecord => ({
  ...blankRecord,
  repoHash: repoHash(repo),
  role: 'publisher',
  of,
  name: repo.name,
  description: repo.description,
  path: repository.path,
  state: 'joined',
  since: Date.now(),
})

/** What every project begins with. */
export const blankRecord = {
  of: null,
  error: null,
  seq: 0,
  remote: null,
  fetched: [],
  paused: false,
  adopts: false,
  hints: [],
  trackers: [],
  growth: { baseHeads: [], ladder: [], recent: [], forTip: 0 },
  retired: [],
  stopped: false,
  evicted: [],
  autoMerge: 'off',
  people: [],
  seen: {},
  taken: null,
  updated: null,
  undone: [],
  unmerged: null,
} satisfies Partial<ProjectRecord>
