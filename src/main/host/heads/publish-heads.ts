/** One's own heads of a joined project, as a tracker that names it as alternative. */
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { addEntry, isHere, updateRecord, wasLeft } from '../projects/entry.ts'
import { forget } from '../projects/forget.ts'
import { openClone } from '../projects/open-clone.ts'
import { checkReadable, isLost, isUnsound, SOUND } from '../projects/unsound.ts'
import { branchesToFollow, isUnchanged, newRecord, newRepo } from '../projects/publish.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import { sharedBase } from './shared-base.ts'
import { forgetStopped, takeUpStopped } from './stopped.ts'

/** The entry under which this node publishes heads of a project; a project of its own is published by itself. */
export const ownHeadsOf = (context: HostContext, project: ProjectEntry): ProjectEntry | undefined =>
  project.record.role === 'publisher'
    ? project
    : [...context.entries.values()]
        .filter(({ record }) => record.role === 'publisher' && record.of === project.record.repoHash)
        // One whose list was lost counts only while there is no other.
        .sort((a, b) => Number(isLost(a)) - Number(isLost(b)))[0]

/**
 * Publishes branches of a project's repository, or changes which; later commits follow by themselves.
 * @param branches 'as before': those of the last time; the current one at the first
 * @param purge    deletes here what was published and isn't reached by these; copies that others made remain
 */
export async function publishHeads(
  context: HostContext,
  project: ProjectEntry,
  branches: readonly string[] | 'all' | 'as before',
  purge = false,
): Promise<ProjectEntry> {
  const { record } = project
  if (!isHere(context, project)) {
    throw wasLeft(project)
  }
  if (record.state !== 'joined') {
    throw new AppError(
      'BAD_INPUT',
      `${record.name} is not whole yet: it is ${record.state}`,
      'publish your heads when it is joined',
    )
  }
  const repository = await openClone(context.git, record)
  const own = ownHeadsOf(context, project)
  if (own) checkReadable(own)
  const before = own && !isLost(own) ? own : undefined
  if (before?.leaving) {
    throw new AppError('BAD_INPUT', 'these heads are being withdrawn just now', 'try again in a moment')
  }
  const wanted = branches === 'as before' ? (before?.record.branches ?? 'current') : branches
  const selection = await context.git.select(repository, wanted)
  const { name, description } = before?.record ?? record
  const changes = { branches: branchesToFollow(wanted, selection), stopped: false, ...SOUND }
  if (before && !purge && !isUnsound(before) && isUnchanged(before, selection, name, description)) {
    await updateRecord(context, before, changes)
    return before
  }
  const hasBase = before === project || (before && !purge && !isUnsound(before))
  const base = hasBase ? undefined : await sharedBase(context, project, repository)
  const again = before ?? (await takeUpStopped(context, project))
  const repo = again?.known?.repo ?? newRepo(context, { name, description, alternatives: [record.repoHash] })
  const entry = again ?? addEntry(context, newRecord(repo, repository, record.repoHash), null)
  const anew = purge || entry.record.stopped || isUnsound(entry)
  await bringUpToDate(context, entry, { repo, repository, selection, changes, base, purge: anew }).catch(
    (error: unknown) => {
      if (!before) {
        context.entries.delete(entry.record.repoHash)
        entry.known = null // who waits for his turn with it finds nothing to publish
      }
      throw error
    },
  )
  context.activity.add({
    kind: 'published',
    project: record.repoHash,
    person: null,
    text: `You publish your heads of ${name}: ${selection.refs.map(({ name: ref }) => short(ref)).join(', ')}${
      purge ? '; what was withdrawn is deleted here, copies that others made remain' : ''
    }`,
  })
  context.changed(entry)
  return entry
}

const short = (ref: string) => ref.replace(/^refs\/(heads|tags)\//, '')

/**
 * Stops publishing heads: what is served of them ends at once, and is deleted. The list waits for the next time, so that
 * others know it again; `purge` is what a person says who wants it forgotten as well.
 * @returns the hash of the tracker that is gone
 */
export async function stopHeads(context: HostContext, project: ProjectEntry, purge: boolean): Promise<Hex> {
  const own = ownHeadsOf(context, project)
  const { name, repoHash } = project.record
  if (own && own !== project) await forget(context, own, !purge)
  const gone = own && own !== project ? own.record.repoHash : purge && (await forgetStopped(context, project))
  if (!gone) {
    throw new AppError(
      'BAD_INPUT',
      `you publish no heads of ${name}`,
      own ? `stop sharing the project itself with gittorrent unpublish` : 'there is nothing to stop',
    )
  }
  const text = `You stopped publishing your heads of ${name}${purge ? ' and forgot their list' : ''}; copies that others made remain`
  context.activity.add({ kind: 'left', project: repoHash, person: null, text })
  return gone
}
