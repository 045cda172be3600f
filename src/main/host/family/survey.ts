/** What a project's repository looks like beside the heads that it follows: read after something moved, shown until the next time. */
import type { Hex, MergeForecast, RemoteRef, WorkingTree } from '../../../shared/model.ts'
import type { History } from '../../git/history-types.ts'
import type { Repository } from '../../git/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { openClone } from '../projects/open-clone.ts'
import { followedBy } from './members.ts'
import { inBackground } from '../in-background.ts'

export interface Survey {
  readonly workingTree: WorkingTree | null
  /** By REMOTE/BRANCH. */
  readonly refs: ReadonlyMap<string, RemoteRef>
}

/** Remote branches that are compared with the checked-out one; of further ones only the name is shown. */
const MAX_COMPARED = 200
/** Merges that are tried on the side at a time. */
const MAX_FORECASTS = 24

/** Reads it again. One at a time for each project; asked meanwhile, once more afterwards. Never rejects. */
export async function refreshSurvey(context: HostContext, home: ProjectEntry): Promise<void> {
  const { history } = context.git
  if (!history || home.leaving || home.record.state === 'joining') return
  await home.surveying(async () => {
    try {
      const repository = await openClone(history, home.record)
      home.survey = await survey(context, history, repository, home)
    } catch {
      home.survey = null // moved, deleted, or not fit for now
    }
    context.changed(home)
  })
}

/** Long enough for one's own machine to do first what others wait for, milliseconds. */
const SURVEY_AFTER = 400

/** Reads it again in a moment: several commits that come at once are looked at once. */
export function surveySoon(context: HostContext, home: ProjectEntry): void {
  home.surveySoon ??= setTimeout(() => {
    home.surveySoon = null
    if (!context.closing.signal.aborted) inBackground(context, refreshSurvey(context, home), home)
  }, SURVEY_AFTER).unref()
}

async function survey(
  context: HostContext,
  history: History,
  repository: Repository,
  home: ProjectEntry,
): Promise<Survey> {
  const workingTree = await history.workingTree(repository)
  const heads = followedBy(context, home).flatMap(({ record }) =>
    record.fetched.map(({ name, sha }) => ({ key: `${record.remote}/${name}`, name, sha })),
  )
  const compared = heads.slice(0, MAX_COMPARED)
  const counts = workingTree.head
    ? await history.aheadBehind(
        repository,
        workingTree.head,
        compared.map(({ sha }) => sha),
      )
    : []
  const refs = new Map<string, RemoteRef>()
  for (const [index, { key, name, sha }] of heads.entries()) {
    const before = home.survey?.refs.get(key)
    const count = counts[index] ?? null
    const sameHead = home.survey?.workingTree?.head === workingTree.head && before?.sha === sha
    const commit = before?.sha === sha ? before : await newest(history, repository, sha)
    const merge = sameHead
      ? before.merge
      : index < MAX_FORECASTS && workingTree.head
        ? await forecast(history, repository, workingTree.head, sha, count)
        : null
    refs.set(key, {
      name,
      sha,
      subject: commit.subject,
      author: commit.author,
      time: commit.time,
      ahead: count?.ahead ?? null,
      behind: count?.behind ?? null,
      merge,
      unread: await unread(history, repository, home.record.seen[key], sha, count),
    })
  }
  return { workingTree, refs }
}

async function newest(history: History, repository: Repository, sha: Hex) {
  const { commits } = await history.page(repository, { from: [sha], skip: 0, limit: 1 })
  return commits[0] ?? { subject: '', author: '', time: 0 }
}

async function forecast(
  history: History,
  repository: Repository,
  ours: Hex,
  theirs: Hex,
  count: { readonly ahead: number; readonly behind: number } | null,
): Promise<MergeForecast> {
  if (count?.ahead === 0) return { kind: 'merged', files: [] }
  if (count?.behind === 0) return { kind: 'forward', files: [] }
  return history.forecast(repository, ours, theirs).catch(() => ({ kind: 'unknown', files: [] }) as const)
}

/** Commits since the user last looked; all that HEAD lacks where he never did. */
async function unread(
  history: History,
  repository: Repository,
  seen: Hex | undefined,
  sha: Hex,
  count: { readonly ahead: number } | null,
): Promise<number> {
  if (seen === sha) return 0
  if (seen === undefined) return count?.ahead ?? 0
  const [since] = await history.aheadBehind(repository, seen, [sha])
  return since?.ahead ?? count?.ahead ?? 0
}
