/** The parent's reels are listed instead of a second base (GTP/0.2 section 6), as far as they are known to be what is said. */
import type { Hex } from '../../../shared/model.ts'
import { areJoinable } from '../../git/clone-source.ts'
import type { Repository } from '../../git/types.ts'
import type { ReelInfo, ReelPoint } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { newcomersPlan } from '../projects/plan.ts'
import type { Base } from './bring-up-to-date.ts'
import { withScratch } from './make-reels.ts'
import { reelObjects } from './reel-objects.ts'

/** Reels of the parent's newest list that are whole and checked here, in the order of a plan: what is needed comes before. */
function usableReels(context: HostContext, { known, record, checked }: ProjectEntry): readonly ReelInfo[] {
  if (!known) return []
  // A clone was made of its reels; what was there before is not.
  return newcomersPlan(known.references).filter(
    ({ id }) => context.swarm.isWhole(id) && (!record.adopts || checked.has(id)),
  )
}

/** Whether at least all of the parent's base could be listed. */
export function isBaseHere(context: HostContext, project: ProjectEntry): boolean {
  return holdsBase(project, closed(usableReels(context, project)))
}

/** What heads of a project are published on; undefined: on a base of their own. */
export async function sharedBase(
  context: HostContext,
  project: ProjectEntry,
  repository: Repository,
): Promise<Base | undefined> {
  if (!project.known) return undefined
  const { references } = project.known
  const usable = usableReels(context, project)
  const reels = closed(await withProvenGives(context, project, repository, usable))
  if (!holdsBase(project, reels)) return undefined
  const tips = reels.flatMap(({ kind, gives }) => (kind === 'tip' ? gives.map(({ oid }) => oid) : []))
  const isAll = reels.length === newcomersPlan(references).length
  const head = isAll ? references.refs.find(({ name }) => name === references.head) : null
  return { reels, heads: [...new Set([...tips, ...(head ? [head.oid] : [])])] }
}

function holdsBase({ known }: ProjectEntry, reels: readonly ReelInfo[]): boolean {
  if (!known) return false
  const ids = new Set(reels.map(({ id }) => id))
  const base = newcomersPlan(known.references).filter(({ kind }) => kind !== 'append')
  const kinds = [...base, ...reels.filter(({ kind }) => kind === 'append')].map(({ kind }) => kind)
  return base.every(({ id }) => ids.has(id)) && areJoinable(kinds)
}

/**
 * Clones and checks prove what the packs give that they are made of. An appended reel that came later proved that refs are
 * whole, by whatever else is in the repository: its points are left out, but for those that lie in it or come before.
 */
async function withProvenGives(
  context: HostContext,
  { checked }: ProjectEntry,
  repository: Repository,
  reels: readonly ReelInfo[],
): Promise<readonly ReelInfo[]> {
  const { updates } = context.git
  if (!updates) return reels
  return withScratch(context, async (folder) => {
    const proven = new Set<Hex>()
    const result: ReelInfo[] = []
    for (const reel of reels) {
      const isProven = reel.kind !== 'append' || checked.has(reel.id)
      const objects = isProven ? null : await reelObjects(context, updates, repository, reel, folder)
      const gives = reel.gives.filter(({ oid }) => !objects || objects.has(oid) || proven.has(oid))
      for (const { oid } of gives) proven.add(oid)
      result.push({ ...reel, gives })
    }
    return result
  })
}

/** Without those that need what none of the others gives. */
function closed(reels: readonly ReelInfo[]): readonly ReelInfo[] {
  const full = new Set<Hex>()
  const any = new Set<Hex>()
  const isGiven = ({ oid, shallow }: ReelPoint) => (shallow ? any : full).has(oid)
  return reels.filter(({ needs, gives }) => {
    if (!needs.every(isGiven)) return false
    for (const { oid, shallow } of gives) {
      any.add(oid)
      if (!shallow) full.add(oid)
    }
    return true
  })
}
