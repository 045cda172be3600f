/** What is new in a selection, as one thin reel on top of what the references list already. */
import { join } from 'node:path'
import type { Hex } from '../../../shared/model.ts'
import type { Repository, Selection } from '../../git/types.ts'
import type { Updates } from '../../git/update-types.ts'
import type { ReelInfo } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import type { Ladder } from './ladder.ts'
import { adoptPack, withScratch } from './make-reels.ts'
import { reelObjects } from './reel-objects.ts'

export interface Appended {
  readonly reel: ReelInfo
  /** Bytes, roughly, that it holds only so that HEAD's tree lies within the tip and the appended reels. */
  readonly bytesForTip: number
  readonly objects: readonly Hex[]
}

/** The reels of an entry's references: those that it began with, and those of the ladder. */
export function listedReels(entry: ProjectEntry, { ladder, recent }: Ladder) {
  const reels = new Map((entry.known?.references.reels ?? []).map((reel) => [reel.id, reel]))
  const later = new Set([...ladder.map(({ id }) => id), ...recent])
  return {
    base: [...reels.values()].filter(({ id }) => !later.has(id)),
    rungs: ladder.flatMap(({ id }) => reels.get(id) ?? []),
    recent: recent.flatMap((id) => reels.get(id) ?? []),
  }
}

/**
 * A reel of what `selection` has beyond the base and the rungs. Null when there is nothing.
 * @param on what it builds on: for splicing, the lower rungs alone. `heads`: commits whose trees lie in there, newest last
 */
export async function appendReel(
  context: HostContext,
  updates: Updates,
  repository: Repository,
  selection: Selection,
  on: {
    readonly base: readonly ReelInfo[]
    readonly rungs: readonly ReelInfo[]
    readonly heads: readonly Hex[]
  },
): Promise<Appended | null> {
  const reels = [...on.base, ...on.rungs]
  const given = reels.flatMap(({ gives }) => gives.filter(({ shallow }) => !shallow).map(({ oid }) => oid))
  return withScratch(context, async (folder) => {
    const atTip = await objectsAtTip(context, updates, repository, reels, folder)
    const request = { selection, given, atTip, bases: on.heads }
    const file = join(folder, 'append.pack')
    const pack = await updates.makeAppend(repository, request, file, context.closing.signal)
    if (!pack) return null
    const reel = await adoptPack(context, { ...pack, file, kind: 'append' })
    context.reelObjects.set(reel.id, new Set(pack.objects))
    return { reel, bytesForTip: pack.bytesForTip, objects: pack.objects }
  })
}

async function objectsAtTip(
  context: HostContext,
  updates: Updates,
  repository: Repository,
  reels: readonly ReelInfo[],
  scratch: string,
): Promise<ReadonlySet<Hex>> {
  const all = new Set<Hex>()
  for (const reel of reels) {
    if (reel.kind === 'history') continue
    // What can't be told of is told once more.
    for (const oid of await reelObjects(context, updates, repository, reel, scratch)) all.add(oid)
  }
  return all
}
