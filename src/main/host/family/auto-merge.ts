/** Merging what others did into the checked-out branch: when the user asks, or by itself where he asked for that. */
import { AppError } from '../../../shared/errors.ts'
import type { MergeOutcome } from '../../git/history-types.ts'
import type { Hex } from '../../../shared/model.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { updateRecord } from '../projects/entry.ts'
import { openClone } from '../projects/open-clone.ts'
import { followedBy, isMuted, isTrusted } from './members.ts'
import { refreshSurvey, surveySoon } from './survey.ts'

/** Undone merges that are remembered. */
const MAX_UNDONE = 200

/** A merge waits at random between these, milliseconds: whoever comes first spares the others, who move forward to his. */
const WAIT_AT_LEAST = 300
const WAIT_AT_MOST = 2_500

/** Takes in the branch that is called like the checked-out one, by the project's mode: forward at once, a merge in a moment. */
export const autoMerge = (context: HostContext, home: ProjectEntry, from: ProjectEntry): Promise<void> =>
  mergeAs(context, home, from, 'ff')

function mergeSoon(context: HostContext, home: ProjectEntry, from: ProjectEntry): void {
  const wait = WAIT_AT_LEAST + Math.random() * (WAIT_AT_MOST - WAIT_AT_LEAST)
  from.mergeSoon ??= setTimeout(() => {
    from.mergeSoon = null
    if (context.closing.signal.aborted || from.leaving || home.leaving) return
    mergeAs(context, home, from, home.record.autoMerge === 'clean' ? 'clean' : 'ff').catch(() => undefined)
  }, wait).unref()
}

/** What is in the way is remembered, over a restart, too: it is tried again. */
async function mergeAs(
  context: HostContext,
  home: ProjectEntry,
  from: ProjectEntry,
  how: 'ff' | 'clean',
): Promise<void> {
  const { unmerged: before } = from.record
  const unmerged = await tryMerge(context, home, from, how)
  if (unmerged !== before) await updateRecord(context, from, { unmerged })
}

/** @returns why it was not merged; empty: it is merged in a moment; null: nothing is left to do */
async function tryMerge(
  context: HostContext,
  home: ProjectEntry,
  from: ProjectEntry,
  how: 'ff' | 'clean',
): Promise<string | null> {
  const { autoMerge: mode, undone } = home.record
  const { tagger } = from.known!.references
  if (mode === 'off' || !isTrusted(context, home, tagger.peerId)) return null
  if (isMuted(home, from.record.repoHash)) return null
  const { history } = context.git
  const branch = await history?.branch(await openClone(context.git, home.record))
  const theirs = from.record.fetched.find(({ name }) => name === branch)
  if (!theirs || undone.includes(theirs.sha)) return null
  const outcome = await mergeHead(context, home, from, { ...theirs, onto: theirs.name }, how)
  if (outcome.kind === 'apart' && mode === 'clean' && how === 'ff') {
    mergeSoon(context, home, from)
    return ''
  }
  if (outcome.kind !== 'refused') return null
  if (outcome.reason !== from.record.unmerged) {
    const text = `${tagger.name}'s ${theirs.name} was not merged: ${outcome.reason}`
    context.activity.add({ kind: 'warning', project: home.record.repoHash, person: tagger.name, text })
  }
  return outcome.reason
}

/** Tries again what something of the user's was in the way of: it may be out of it now. */
export async function autoMergeWaiting(context: HostContext, home: ProjectEntry): Promise<void> {
  for (const from of followedBy(context, home)) {
    if (from.record.unmerged === null || !from.known) continue
    await autoMerge(context, home, from).catch(() => undefined) // not now: the next look tries again
  }
}

/** Merges one head; what came of it is told in the activity. */
export async function mergeHead(
  context: HostContext,
  home: ProjectEntry,
  from: ProjectEntry,
  theirs: { readonly name: string; readonly sha: Hex; readonly onto?: string },
  mode: 'ff' | 'clean',
): Promise<MergeOutcome> {
  const { history } = context.git
  if (!history) throw needsGit()
  const repository = await openClone(context.git, home.record)
  const label = `${from.record.remote}/${theirs.name}`
  const { name } = context.settings.current
  const fallback = { name, email: `${context.identity.peerId}@gittorrent` }
  const outcome = await history.merge(repository, {
    theirs: theirs.sha,
    onto: theirs.onto,
    label,
    mode,
    fallback,
  })
  const { name: person } = from.known!.references.tagger
  const project = home.record.repoHash
  if (outcome.kind === 'forward' || outcome.kind === 'merged') {
    const how = outcome.kind === 'forward' ? 'moved forward to' : 'merged'
    const { branch, before, after } = outcome
    const text = `${branch}: ${how} ${label}`
    context.activity.add(
      { kind: 'merged', project, person, text },
      { project, branch, theirs: theirs.sha, before, after },
    )
    surveySoon(context, home)
  }
  if (outcome.kind === 'conflicts') {
    context.activity.add({
      kind: 'conflicted',
      project,
      person,
      text: `${label} conflicts with your ${home.survey?.workingTree?.branch ?? 'branch'}; nothing was changed`,
      details: outcome.files.slice(0, 20),
    })
  }
  return outcome
}

/** Takes a merge back, while nothing was built on it; it is not made again by itself. */
export async function undoMerge(context: HostContext, activity: number): Promise<void> {
  const { history } = context.git
  const merge = context.activity.mergeOf(activity)
  const home = merge && context.entries.get(merge.project)
  if (!merge || !home) {
    throw new AppError('BAD_INPUT', 'there is nothing to take back', 'look at the activity for what there is')
  }
  if (!history) throw needsGit()
  await history.undoMerge(await openClone(context.git, home.record), merge)
  context.activity.markUndone(activity)
  await updateRecord(context, home, { undone: [...home.record.undone, merge.theirs].slice(-MAX_UNDONE) })
  context.activity.add({
    kind: 'undone',
    project: merge.project,
    person: null,
    text: `${merge.branch}: the merge was taken back`,
  })
  await refreshSurvey(context, home)
}

export const needsGit = () =>
  new AppError('GIT_MISSING', 'this needs the git program', 'install git, then start again')
