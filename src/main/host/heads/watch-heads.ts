/** Repositories are watched: what their users commit, by any tool, is published where they asked for that, and shown. */
import { AppError } from '../../../shared/errors.ts'
import type { Repository } from '../../git/types.ts'
import type { Updates } from '../../git/update-types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { isHome } from '../family/members.ts'
import { openClone } from '../projects/open-clone.ts'
import { isUnchanged } from '../projects/publish.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import { inBackground } from '../in-background.ts'

/**
 * A watcher is a hint: refs are compared this often as well, by the marks that changes leave on their files, and by git itself
 * where those tell of one, and now and then anyway. A repository in which nothing has moved for a while is compared less
 * often: twenty that rest should cost next to nothing. Milliseconds.
 */
const COMPARE_EVERY = 3_000
const COMPARE_RESTING_EVERY = 12_000
const RESTS_AFTER = 30_000
const ASK_GIT_EVERY = 5 * 60_000

interface Watched {
  readonly repository: Repository
  stop(): void
  /** What the refs were when they were last looked at. */
  last: string
  /** As Updates.stamp gave it before git was asked last, and when that was. */
  stamp: string | null
  askedAt: number
  /** When it was compared last, and when it moved last. */
  comparedAt: number
  movedAt: number
  /** Whether all that is published of it could be brought up to date with that. */
  published: boolean
  looking: boolean
  again: boolean
}

export interface HeadsWatcher {
  /** Watches the repositories of the projects that there are now. */
  follow(): void
  /** Looks at one at once. */
  look(path: string): void
  stop(): void
}

/** What a watcher tells of the repository in a folder. */
export interface WatchEvents {
  /** Its refs or HEAD are not what they were. */
  moved(path: string): void
  /** It was looked at: every few seconds. */
  looked(path: string): void
  /** It is not there any more; told once. */
  gone(path: string): void
  /** It is there again. */
  back(path: string): void
}

export function watchHeads(context: HostContext, events: WatchEvents): HeadsWatcher {
  const watched = new Map<string, Watched>()
  const opening = new Set<string>()
  const missing = new Set<string>()
  const { updates } = context.git
  let stopped = false

  /** @param hinted something may have changed just now: git is asked at once */
  const look = async (path: string, hinted = true) => {
    const found = watched.get(path)
    if (!found || !updates || stopped) return
    if (found.looking) {
      found.again ||= hinted
      return
    }
    found.looking = true
    found.comparedAt = Date.now()
    try {
      const stamp = await updates.stamp(found.repository)
      const isSame = stamp !== null && stamp === found.stamp && found.published
      if (isSame && !hinted && Date.now() - found.askedAt < ASK_GIT_EVERY) {
        if (!stopped) events.looked(path)
        return
      }
      found.stamp = stamp
      found.askedAt = Date.now()
      const now = JSON.stringify(await updates.snapshot(found.repository))
      const moved = now !== found.last
      found.last = now
      if (moved) found.movedAt = Date.now()
      // What could not be published is tried again at the next look.
      if (moved || !found.published) found.published = await publishMoved(context, path, found.repository)
      if (moved && !stopped) events.moved(path)
      if (!stopped) events.looked(path)
    } catch {
      drop(path) // moved or deleted: opened again when it is there
    } finally {
      found.looking = false
      if (found.again) {
        found.again = false
        lookSoon(path)
      }
    }
  }

  const lookSoon = (path: string, hinted = true) => inBackground(context, look(path, hinted))

  const drop = (path: string) => {
    watched.get(path)?.stop()
    watched.delete(path)
  }

  const open = async (path: string, tool: Updates) => {
    opening.add(path)
    try {
      const { git, entries } = context
      // Who only works in it may have a history that is still on its way; nothing is published from that.
      const there = [...entries.values()].filter((entry) => isWatched(entry) && entry.record.path === path)
      const first = there.find(isHome) ?? there[0]
      if (!first) return
      const publishes = there.some(({ record }) => record.role === 'publisher')
      const repository = await openClone(publishes || !git.history ? git : git.history, first.record)
      if (stopped || watched.has(path)) return
      if (missing.delete(path)) events.back(path)
      const stop = tool.watch(repository, () => lookSoon(path))
      const unseen = { last: '', stamp: null, published: false, looking: false, again: false }
      watched.set(path, { repository, stop, ...unseen, askedAt: 0, comparedAt: 0, movedAt: 0 })
      await look(path)
    } catch (error) {
      // Not there, or not fit for now: the next comparison tries again.
      if (stopped || missing.has(path) || AppError.of(error).code !== 'NOT_A_REPOSITORY') return
      missing.add(path)
      events.gone(path)
    } finally {
      opening.delete(path)
    }
  }

  const follow = () => {
    if (!updates) return
    const paths = new Set([...context.entries.values()].filter(isWatched).map(({ record }) => record.path))
    for (const path of watched.keys()) if (!paths.has(path)) drop(path)
    for (const path of paths)
      if (!watched.has(path) && !opening.has(path)) inBackground(context, open(path, updates))
  }

  const timer = setInterval(() => {
    follow()
    for (const [path, found] of watched) if (isDue(found)) lookSoon(path, false)
  }, COMPARE_EVERY)

  return {
    follow,
    look: lookSoon,
    stop() {
      stopped = true
      clearInterval(timer)
      for (const path of [...watched.keys()]) drop(path)
    },
  }
}

/** A clock that was put back must not make it wait. */
function isDue({ published, comparedAt, movedAt }: Watched): boolean {
  const rests = published && Math.abs(Date.now() - movedAt) > RESTS_AFTER
  return !rests || Math.abs(Date.now() - comparedAt) >= COMPARE_RESTING_EVERY
}

const isWatched = ({ record, leaving }: ProjectEntry) =>
  !leaving && record.role !== 'related' && (record.state === 'joined' || record.state === 'usable')

/** Everything that is published from a repository is brought up to date with it. False where something stood in the way. */
async function publishMoved(context: HostContext, path: string, repository: Repository): Promise<boolean> {
  const published = [...context.entries.values()].filter(
    ({ record, known, leaving }) =>
      record.role === 'publisher' &&
      record.state !== 'failed' &&
      record.path === path &&
      known !== null &&
      !leaving,
  )
  let done = true
  for (const entry of published) {
    try {
      await context.publishing(() => publishAgain(context, entry, repository))
      setTrouble(context, entry, '')
    } catch (error) {
      const { message, action } = AppError.of(error)
      setTrouble(context, entry, `${message}; ${action}`)
      done = false
    }
  }
  return done
}

async function publishAgain(
  context: HostContext,
  entry: ProjectEntry,
  repository: Repository,
): Promise<void> {
  if (entry.leaving || !entry.known) return
  const { name, description, branches = 'current' } = entry.record
  const wanted =
    branches === 'all' || branches === 'current' ? branches : await present(context, repository, branches)
  const selection = await context.git.select(repository, wanted)
  if (isUnchanged(entry, selection, name, description)) return
  await bringUpToDate(context, entry, { repo: entry.known.repo, repository, selection, changes: {} })
}

/** Those of the published branches that are still there: deleting one withdraws it. */
async function present(
  context: HostContext,
  repository: Repository,
  branches: readonly string[],
): Promise<readonly string[]> {
  const { refs } = await context.git.updates!.snapshot(repository)
  const names = new Set(refs.map(({ name }) => name))
  const found = branches.filter((branch) => names.has(`refs/heads/${branch}`))
  if (found.length > 0) return found
  throw new AppError(
    'NO_SUCH_BRANCH',
    `${branches.join(', ')} ${branches.length === 1 ? 'is' : 'are'} gone, and nothing else of it is published`,
    'what was published stays; choose other branches',
  )
}

function setTrouble(context: HostContext, entry: ProjectEntry, trouble: string): void {
  if (entry.trouble === trouble) return
  entry.trouble = trouble
  if (trouble !== '') {
    const { of, repoHash } = entry.record
    const text = `What you committed is not published: ${trouble}`
    context.activity.add({ kind: 'warning', project: of ?? repoHash, person: null, text })
  }
  context.changed(entry)
}
