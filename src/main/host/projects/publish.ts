/** Publishing: packs from what was chosen, signed references, and from then on a seed. */
import { mkdtemp, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { basename, join } from 'node:path'
import type { ProjectRecord } from '../../store/projects.ts'
import type { Repository, Selection } from '../../git/types.ts'
import { signReferences } from '../../gtp/references/sign-references.ts'
import { tagObjectId } from '../../gtp/references/tag-object-id.ts'
import { verifyReferences } from '../../gtp/references/verify-references.ts'
import { encodeRepoInfo, repoHash } from '../../gtp/repo-info.ts'
import { cleanText } from '../../gtp/text.ts'
import { AppError } from '../../../shared/errors.ts'
import { MAX_AUTHOR, MAX_DESCRIPTION, MAX_NAME, MAX_SUBJECT } from '../../gtp/limits.ts'
import { GtpError, type ReelInfo, type References, type RepoInfo } from '../../gtp/types.ts'
import { hashBlocks } from '../../store/hash-blocks.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import type { Known } from '../read-metainfo.ts'
import { addEntry, updateRecord } from './entry.ts'
import { openReels } from './open-reels.ts'

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
  const before = publishedFrom(context, repository.path)
  const branches =
    request.branches === 'as before' ? (before?.record.branches ?? 'current') : toMutable(request.branches)
  const selection = await context.git.select(repository, branches)
  const name =
    cleanText(request.name ?? before?.record.name ?? basename(repository.path), MAX_NAME) || 'project'
  const description = cleanText(request.description ?? before?.record.description ?? '', MAX_DESCRIPTION)

  if (before && isUnchanged(before, selection, name, description)) {
    await updateRecord(context, before, { branches })
    return before
  }
  const changes: Partial<ProjectRecord> = { name, description, branches }
  const reels = await makeReels(context, repository, selection)
  context.closing.signal.throwIfAborted()
  const repo = before?.known?.repo ?? newRepo(context, name, description)
  const entry = before ?? addEntry(context, newRecord(repo, repository), null)
  await signNext(context, entry, repo, changes, selection, repository, reels)

  await openReels(context, entry)
  context.swarm.input({ type: 'publish-references', references: entry.known!.references })
  context.activity.add({
    kind: 'published',
    project: entry.record.repoHash,
    person: null,
    text: `You published ${name}`,
  })
  context.changed(entry)
  return entry
}

/** The project that a folder is published as, if any. */
export const publishedFrom = (context: HostContext, path: string): ProjectEntry | undefined =>
  [...context.entries.values()].find(
    ({ record, known }) => record.role === 'publisher' && known !== null && record.path === path,
  )

/** Whether the newest references say just what would be signed now. */
function isUnchanged(
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

const toMutable = (branches: readonly string[] | 'all') => (branches === 'all' ? branches : [...branches])

const newRepo = (context: HostContext, name: string, description: string): RepoInfo => ({
  name,
  description,
  pubkey: context.identity.publicKey,
  nonce: randomBytes(16),
  alternatives: [],
})

const newRecord = (repo: RepoInfo, repository: Repository): ProjectRecord => ({
  repoHash: repoHash(repo),
  role: 'publisher',
  name: repo.name,
  description: repo.description,
  path: repository.path,
  state: 'joined',
  error: null,
  seq: 0,
  remote: null,
  fetched: [],
  paused: false,
  hints: [],
  since: Date.now(),
})

async function makeReels(
  context: HostContext,
  repository: Repository,
  selection: Selection,
): Promise<ReelInfo[]> {
  const folder = await mkdtemp(join(context.dataDir.staging, 'publish-'))
  try {
    const reels: ReelInfo[] = []
    for (const pack of await context.git.makePacks(repository, selection, folder, context.closing.signal)) {
      const { id, blockSize, hashes } = await hashBlocks(pack.file, pack.bytes)
      const { kind, bytes, needs, gives } = pack
      const reel = { id, kind, bytes, blockSize, needs, gives }
      await context.reels.adopt(pack.file, reel, hashes)
      reels.push(reel)
    }
    return reels
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The number is on disk before anything is signed with it: no crash makes this node sign two objects with one number. */
async function signNext(
  context: HostContext,
  entry: ProjectEntry,
  repo: RepoInfo,
  changes: Partial<ProjectRecord>,
  selection: Selection,
  repository: Repository,
  reels: readonly ReelInfo[],
): Promise<void> {
  const previous = entry.known
  await updateRecord(context, entry, { ...changes, seq: entry.record.seq + 1 })
  const references: References = {
    repoHash: entry.record.repoHash,
    seq: entry.record.seq,
    previous: previous?.references.digest ?? null,
    object: previous ? tagObjectId(previous.references.bytes, repository.objectFormat) : selection.headCommit,
    objectType: previous ? 'tag' : 'commit',
    objectFormat: repository.objectFormat,
    name: entry.record.name,
    description: entry.record.description,
    head: selection.head,
    refs: selection.refs,
    reels,
    latest: selection.latest && cleanLatest(selection.latest),
    tagger: {
      name: context.settings.current.name,
      peerId: context.identity.peerId,
      time: Math.floor(Date.now() / 1000),
    },
  }
  const bytes = sign(context, references)
  const known: Known = { info: encodeRepoInfo(repo), repo, references: verifyReferences(bytes, repo) }
  await context.projects.saveKnown(entry.record.repoHash, references.seq, known.info, bytes)
  if (!previous) {
    context.swarm.input({
      type: 'open-repo',
      repo: entry.record.repoHash,
      known: { info: known.info, references: known.references },
    })
  }
  entry.known = known
}

/** Other people's text goes into a signed list of lines: cut and cleaned, never refused. */
const cleanLatest = ({ subject, author, time }: NonNullable<Selection['latest']>) => ({
  subject: cleanText(subject, MAX_SUBJECT),
  author: cleanText(author, MAX_AUTHOR),
  time: Math.floor(time / 1000),
})

function sign(context: HostContext, references: References): Uint8Array {
  try {
    return signReferences(references, context.identity.sign, context.identity.publicKey)
  } catch (error) {
    if (!(error instanceof GtpError)) throw error
    throw new AppError(
      'TOO_LARGE',
      `the project can't be listed: ${error.message}`,
      'share fewer branches of it',
    )
  }
}
