/** Heads have come: they are remembered, told, and merged where the user asked for that. */
import { isDeepStrictEqual } from 'node:util'
import type { RemoteChange } from '../../git/update-types.ts'
import type { VerifiedReferences } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { updateRecord } from '../projects/entry.ts'
import { branchesOf } from '../projects/make-clone.ts'
import { autoMerge } from './auto-merge.ts'
import { followRelatives } from './follow.ts'
import { KEPT_DAYS } from './forget-kept.ts'
import { refreshSurvey, surveySoon } from './survey.ts'
import { warnOfNamesake } from './warn-of-namesake.ts'

/** Lines of an activity. */
const MAX_DETAILS = 20

export async function takeIn(
  context: HostContext,
  home: ProjectEntry,
  entry: ProjectEntry,
  references: VerifiedReferences,
  changes: readonly RemoteChange[],
): Promise<void> {
  const isFirst = entry !== home && entry.record.updated === null
  const wasJoining = entry === home && home.record.state === 'joining'
  const fetched = branchesOf(references.refs)
  // Also what had moved the remote already when the node ended.
  const moved = changes.length > 0 || !isDeepStrictEqual(fetched, entry.record.fetched)
  const merges = moved && !wasJoining && home.record.autoMerge !== 'off'
  await updateRecord(context, entry, {
    state: 'joined',
    error: null,
    fetched,
    ...(merges ? { unmerged: '' } : {}),
    taken: references.digest,
    ...(changes.length > 0 || entry.record.updated === null ? { updated: Date.now() } : {}),
  })
  if (wasJoining) {
    entry.phase = ''
    const { name: project, repoHash } = home.record
    context.activity.add({
      kind: 'joined',
      project: repoHash,
      person: references.tagger.name,
      text: `You joined ${project}`,
    })
    followRelatives(context)
    return refreshSurvey(context, home)
  }
  if (isFirst) warnOfNamesake(context, home, entry)
  if (changes.length > 0) tellChanges(context, home, references, changes)
  if (!moved) return
  surveySoon(context, home)
  await autoMerge(context, home, entry)
}

function tellChanges(
  context: HostContext,
  home: ProjectEntry,
  references: VerifiedReferences,
  changes: readonly RemoteChange[],
): void {
  const { name } = references.tagger
  context.activity.add({
    kind: 'fetched',
    project: home.record.repoHash,
    person: name,
    text: `${name}: ${summary(changes)}`,
    details: changes.slice(0, MAX_DETAILS).map(line),
  })
}

function summary(changes: readonly RemoteChange[]): string {
  const commits = changes.reduce((sum, change) => sum + change.commits, 0)
  const [first] = changes
  const where = changes.length === 1 && first ? first.branch : `${changes.length} branches`
  if (commits === 0 && changes.every(({ kind }) => kind === 'deleted')) return `deleted ${where}`
  if (commits === 0) return `moved ${where}`
  return `${commits} new ${commits === 1 ? 'commit' : 'commits'} on ${where}`
}

function line({ branch, kind, subject, commits }: RemoteChange): string {
  if (kind === 'deleted') return `${branch} was deleted; what it had is kept for ${KEPT_DAYS} days`
  const how = {
    new: 'new branch',
    forward: `${commits} new`,
    forced: `rewritten; what it had is kept for ${KEPT_DAYS} days`,
  }[kind]
  return `${branch} (${how}): ${subject}`
}
