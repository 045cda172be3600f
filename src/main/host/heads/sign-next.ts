/** Signing: the next number, then the references, then they are announced. */
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import type { Repository, Selection } from '../../git/types.ts'
import { MAX_AUTHOR, MAX_SUBJECT } from '../../gtp/limits.ts'
import { signReferences } from '../../gtp/references/sign-references.ts'
import { tagObjectId } from '../../gtp/references/tag-object-id.ts'
import { verifyReferences } from '../../gtp/references/verify-references.ts'
import { encodeRepoInfo } from '../../gtp/repo-info.ts'
import { cleanText } from '../../gtp/text.ts'
import { GtpError, type ReelInfo, type References, type RepoInfo } from '../../gtp/types.ts'
import type { ProjectRecord } from '../../store/projects.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { openReels } from '../projects/open-reels.ts'
import { updateRecord } from '../projects/entry.ts'
import type { Known } from '../read-metainfo.ts'
import { retire } from './retire-reels.ts'

export interface Signing {
  readonly repo: RepoInfo
  readonly repository: Repository
  readonly selection: Selection
  readonly reels: readonly ReelInfo[]
  /** Of `selection.headCommit`; see rootsOf. */
  readonly roots: readonly Hex[]
  readonly changes: Partial<ProjectRecord>
  /** Reels that are listed no longer are dropped at once; without it they are served for another day. */
  readonly purge?: boolean
}

/**
 * Signs, serves and announces a selection. The number is on disk before anything is signed with it: no crash makes this
 * node sign two objects with one number.
 */
export async function signNext(context: HostContext, entry: ProjectEntry, signing: Signing): Promise<void> {
  const { repo, repository, selection, reels, roots, changes, purge = false } = signing
  const previous = entry.known
  const retired = purge
    ? []
    : retire(entry.record.retired, previous?.references.reels ?? [], reels, context.ages.now())
  await updateRecord(context, entry, { ...changes, retired, seq: entry.record.seq + 1 })
  context.closing.signal.throwIfAborted() // a node that stops keeps no more numbers
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
    roots,
    latest: selection.latest && cleanLatest(selection.latest),
    tagger: {
      name: context.settings.current.name,
      peerId: context.identity.peerId,
      time: Math.floor(Date.now() / 1000),
    },
  }
  const bytes = sign(context, references)
  const known: Known = { info: encodeRepoInfo(repo), repo, references: verifyReferences(bytes, repo) }
  await context.projects.saveKnown(entry.record.repoHash, references.seq, known.info, bytes, 'own')
  context.swarm.input({
    type: 'open-repo',
    repo: entry.record.repoHash,
    known: { info: known.info, references: known.references },
  })
  entry.known = known
  await openReels(context, entry)
  context.swarm.input({ type: 'publish-references', references: known.references })
  if (purge) context.swarm.input({ type: 'withdraw-packs', repo: entry.record.repoHash })
  context.changed(entry)
}

/** Commits without parents that a selection reaches, by way of those that were signed before. */
export function rootsOf(
  context: HostContext,
  { known }: ProjectEntry,
  repository: Repository,
  { headCommit }: Selection,
): Promise<readonly Hex[]> {
  const before = known?.references
  const head = before?.refs.find(({ name }) => name === before.head)?.oid
  const from = before && head !== undefined ? { head, roots: before.roots } : null
  return context.git.roots(repository, headCommit, from, context.closing.signal)
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
