import { join } from 'node:path'
import type { CloneProgress, CloneSource, CloneTarget } from '../../git/types.ts'
import { placedClone } from '../../git/placed-clone.ts'
import { safeRemoteName } from '../../git/person-name.ts'
import type { Hex } from '../../../shared/model.ts'
import type { Ref, ReelInfo, VerifiedReferences } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { updateRecord } from './entry.ts'
import { newcomersPlan } from './plan.ts'

const phases = { indexing: 'Indexing', checking: 'Checking objects', checkout: 'Checking out files' } as const
/** Where each phase begins and ends in the whole of making a clone. */
const spans = { indexing: [0, 0.7], checking: [0.7, 0.9], checkout: [0.9, 1] } as const

/** The bare repository that is the remote's URL in the clone. */
export const bareOf = ({ dataDir }: HostContext, repoHash: Hex): string =>
  join(dataDir.remotes, `${repoHash}.git`)

/** Turns a project's complete reels into a clone, and starts to advertise it. */
export async function makeClone(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { references } = entry.known!
  const { signal } = entry.work
  entry.phase = phases.indexing
  context.changed(entry)
  const target = cloneTarget(context, entry)
  const source = await cloneSource(context, references, entry.requested)
  const placed = await placedClone(target, headOf(references))
  if (!placed?.whole) await context.git.clone(source, target, showProgress(context, entry), signal)
  if (!signal.aborted) await becomeJoined(context, entry)
}

/** What a clone is made of: the reels that a newcomer needs, or one pack with all of it that a peer made. All are whole. */
export async function cloneSource(
  context: HostContext,
  references: VerifiedReferences,
  requested: ReelInfo | null = null,
): Promise<CloneSource> {
  const reels = requested ? [{ ...requested, kind: 'history' as const, gives: [] }] : inCloneOrder(references)
  const packs = await Promise.all(
    reels.map(async (reel) => ({ ...reel, file: await context.reels.finish(reel) })),
  )
  const { objectFormat, head, refs } = references
  const tip = tipCommit(references)
  return { packs, objectFormat, head, refs, ...(tip && !requested ? { tip } : {}) }
}

/** The branch that a clone begins with, and its commit. */
export const headOf = ({ head, refs }: VerifiedReferences): { readonly name: string; readonly oid: Hex } => ({
  name: head,
  oid: refs.find(({ name }) => name === head)?.oid ?? '',
})

/** The commit that the tip reel holds. */
export const tipCommit = ({ reels }: VerifiedReferences): Hex | undefined =>
  reels.find(({ kind }) => kind === 'tip')?.gives[0]?.oid

/** What was appended may build on anything before it. */
const inCloneOrder = (references: VerifiedReferences): readonly ReelInfo[] => {
  const plan = newcomersPlan(references)
  return [...plan.filter(({ kind }) => kind !== 'append'), ...plan.filter(({ kind }) => kind === 'append')]
}

/** Where a project's clone goes, and what its remote is called. */
export const cloneTarget = (context: HostContext, { record, known }: ProjectEntry): CloneTarget => ({
  path: record.path,
  remote: record.remote ?? safeRemoteName(known!.references.tagger.name, new Set()),
  bare: bareOf(context, record.repoHash),
})

export const showProgress =
  (context: HostContext, entry: ProjectEntry): CloneProgress =>
  (phase, fraction) => {
    const [from, to] = spans[phase]
    entry.phase = phases[phase]
    entry.cloning = from + (to - from) * fraction
    context.changed(entry)
  }

/** The clone is whole. */
export async function becomeJoined(context: HostContext, entry: ProjectEntry): Promise<void> {
  const { refs, tagger } = entry.known!.references
  const { remote } = cloneTarget(context, entry)
  entry.phase = ''
  entry.cloning = 1
  await updateRecord(context, entry, { state: 'joined', remote, fetched: branchesOf(refs), error: null })
  const { name, repoHash } = entry.record
  context.activity.add({ kind: 'joined', project: repoHash, person: tagger.name, text: `You joined ${name}` })
}

export const branchesOf = (refs: readonly Ref[]) =>
  refs
    .filter(({ name }) => name.startsWith('refs/heads/'))
    .map(({ name, oid }) => ({ name: name.slice('refs/heads/'.length), sha: oid }))
