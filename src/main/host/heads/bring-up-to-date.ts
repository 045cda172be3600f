/** A publisher's references follow his repository: what is new becomes a reel, and the list is signed anew. */
import { AppError } from '../../../shared/errors.ts'
import type { Repository, Selection } from '../../git/types.ts'
import type { ReelInfo, RepoInfo } from '../../gtp/types.ts'
import type { ProjectRecord } from '../../store/projects.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { dropReels } from '../projects/open-reels.ts'
import { appendReel, listedReels } from './append-reel.ts'
import { splice, spliceFrom, withRung } from './ladder.ts'
import { makeBase } from './make-reels.ts'
import { rootsOf, signNext } from './sign-next.ts'

type Growth = ProjectRecord['growth']

/** What a publication begins with, where it doesn't make its own base. */
export interface Base {
  readonly reels: readonly ReelInfo[]
  /** HEAD commits whose whole trees lie in the tip and appended reels among them. */
  readonly heads: readonly string[]
}

export interface Publication {
  readonly repo: RepoInfo
  readonly repository: Repository
  readonly selection: Selection
  readonly changes: Partial<ProjectRecord>
  /** Reels of the family that a new publication, or one that is made anew, builds on. */
  readonly base?: Base | undefined
  /** All reels are made anew: what only they hold, that the selection doesn't reach, is served no longer. */
  readonly purge?: boolean
}

/** Signs and serves a selection; the first time, and whenever it has changed. */
export async function bringUpToDate(
  context: HostContext,
  entry: ProjectEntry,
  { repo, repository, selection, changes, base, purge = false }: Publication,
): Promise<void> {
  forgetUnsigned(entry)
  const given = entry.known && !purge ? listedBase(entry) : base
  const looking = rootsOf(context, entry, repository, selection)
  looking.catch(() => undefined) // it is told below
  const { reels, growth } = await reelsFor(context, entry, repository, selection, given, purge)
  const roots = await looking.catch(async (error: unknown) => {
    await dropReels(context, reels)
    throw error
  })
  context.closing.signal.throwIfAborted()
  if (entry.leaving) {
    await dropReels(context, reels)
    throw new AppError('CANCELLED', `${entry.record.name} is published no longer`, 'publish it again')
  }
  await signNext(context, entry, {
    ...{ repo, repository, selection, reels, roots, purge },
    changes: { ...changes, growth },
  })
  const { seq } = entry.record
  const shorten = async () => {
    if (entry.record.seq === seq) await spliceLadder(context, entry, repository, selection)
  }
  const wait = entry.record.growth.ladder.length > MAX_UNSPLICED ? 0 : SPLICE_AFTER
  setTimeout(() => {
    if (context.closing.signal.aborted || entry.record.seq !== seq) return
    context.publishing(shorten).catch(() => {
      // The list stays as it is, which is longer but right; the next update tries again.
    })
  }, wait).unref()
}

/** Who goes on committing sends no shorter lists in between, each of which names every ref again; milliseconds. */
const SPLICE_AFTER = 20_000
/** Beyond these it is shortened at once: with the base, a newcomer needs at most twelve reels. */
const MAX_UNSPLICED = 7

async function reelsFor(
  context: HostContext,
  entry: ProjectEntry,
  repository: Repository,
  selection: Selection,
  base: Base | undefined,
  purge: boolean,
): Promise<{ reels: readonly ReelInfo[]; growth: Growth }> {
  const growth = purge ? NO_GROWTH : entry.record.growth
  const { updates } = context.git
  const listed = listedReels(entry, growth)
  if (!base || !updates || isTopHeavy(base.reels, growth)) {
    const reels = await makeBase(context, entry.record.repoHash, repository, selection)
    return { reels, growth: { ...NO_GROWTH, baseHeads: [selection.headCommit] } }
  }
  const heads = [...base.heads, ...growth.ladder.map(({ head }) => head)]
  const on = { base: base.reels, rungs: listed.rungs, heads }
  const appended = await appendReel(context, updates, repository, selection, on)
  const reels = [...base.reels, ...listed.rungs, ...listed.recent]
  const same = { ...growth, baseHeads: [...base.heads] }
  if (!appended) return { reels, growth: same }
  const { id } = appended.reel
  const rung = { id, span: 1, head: selection.headCommit }
  return {
    reels: [...reels.filter((reel) => reel.id !== id), appended.reel],
    growth: {
      ...same,
      ...mutable(withRung(growth, rung)),
      forTip: growth.forTip + appended.bytesForTip,
    },
  }
}

/** Rungs of a list that was about to be signed when something broke off: none lists them, and they are made again. */
function forgetUnsigned(entry: ProjectEntry): void {
  const listed = new Set(entry.known?.references.reels.map(({ id }) => id))
  const { growth } = entry.record
  const ladder = growth.ladder.filter(({ id }) => listed.has(id))
  const recent = growth.recent.filter((id) => listed.has(id))
  entry.record = { ...entry.record, growth: { ...growth, ladder, recent } }
}

const NO_GROWTH: Growth = { baseHeads: [], ladder: [], recent: [], forTip: 0 }

const listedBase = (entry: ProjectEntry): Base => ({
  reels: listedReels(entry, entry.record.growth).base,
  heads: entry.record.growth.baseHeads,
})

/** Rungs that mostly repeat old objects for HEAD's sake cost newcomers more than a new tip. */
function isTopHeavy(base: readonly ReelInfo[], { forTip }: Growth): boolean {
  const tip = base.find(({ kind }) => kind === 'tip')
  return tip !== undefined && forTip > Math.max(tip.bytes / 4, MIN_FOR_TIP)
}
/** Below this many bytes a new tip isn't worth its making. */
const MIN_FOR_TIP = 256 * 1024

/** Makes one rung of those at the end that span as much as the one below; it is listed from now on. */
async function spliceLadder(
  context: HostContext,
  entry: ProjectEntry,
  repository: Repository,
  selection: Selection,
): Promise<void> {
  const { growth } = entry.record
  const from = spliceFrom(growth)
  const { updates } = context.git
  if (from === null || !updates || !entry.known || entry.leaving) return
  const { base, rungs, recent } = listedReels(entry, growth)
  const below = growth.ladder.slice(0, from)
  const heads = [...growth.baseHeads, ...below.map(({ head }) => head)]
  const on = { base, rungs: rungs.slice(0, from), heads }
  const appended = await appendReel(context, updates, repository, selection, on)
  if (!appended) return
  const next = splice(growth, from, { id: appended.reel.id, head: selection.headCommit })
  const known = new Map([...base, ...rungs, ...recent, appended.reel].map((reel) => [reel.id, reel]))
  const listed = [...base.map(({ id }) => id), ...next.ladder.map(({ id }) => id), ...next.recent]
  const reels = listed.flatMap((id) => known.get(id) ?? [])
  const { repo } = entry.known
  await signNext(context, entry, {
    repo,
    repository,
    selection,
    reels,
    roots: await rootsOf(context, entry, repository, selection),
    changes: { growth: { ...growth, ...mutable(next) } },
  })
}

const mutable = ({ ladder, recent }: Pick<Growth, 'ladder' | 'recent'> | ReturnType<typeof splice>) => ({
  ladder: [...ladder],
  recent: [...recent],
})
