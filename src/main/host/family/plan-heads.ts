/** Which reels to fetch for somebody's newest heads. */
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import type { Repository } from '../../git/types.ts'
import { planReels } from '../../gtp/plan-reels.ts'
import { GtpError, type ReelInfo, type VerifiedReferences } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'

/** Points that are remembered of one entry; beyond it they are found out anew. */
const MAX_HELD = 10_000
/** Up to here, bytes, looking for a cheaper way costs more than fetching. */
const SMALL = 256 * 1024

/** The cheapest reels from what the repository holds; those that were chosen for the same references go on. */
export async function planHeads(
  context: HostContext,
  entry: ProjectEntry,
  repository: Repository,
  references: VerifiedReferences,
): Promise<readonly ReelInfo[]> {
  if (entry.requested) return [entry.requested]
  if (entry.planned?.digest !== references.digest) {
    const { digest } = references
    const onTop = planOnTop(entry.held, references)
    const reels = onTop ?? (await planFor(context, entry, repository, references))
    entry.planned = { digest, reels, remembered: onTop !== null }
  }
  return entry.planned.reels
}

/** Remembers points that the repository was found to hold connected. What is wrong of it fails the check, and is forgotten. */
export function learnHeld({ held }: ProjectEntry, oids: readonly Hex[]): void {
  if (held.size + oids.length > MAX_HELD) held.clear()
  for (const oid of oids) held.add(oid)
}

/** One more small reel on top of what is remembered, as most commits are: no process has to look. Null where it is not so. */
function planOnTop(held: ReadonlySet<Hex>, references: VerifiedReferences): readonly ReelInfo[] | null {
  if (held.size === 0) return null
  try {
    const reels = planReels(references, ({ oid }) => held.has(oid))
    return reels.reduce((sum, { bytes }) => sum + bytes, 0) <= SMALL ? reels : null
  } catch {
    return null
  }
}

async function planFor(
  context: HostContext,
  entry: ProjectEntry,
  repository: Repository,
  references: VerifiedReferences,
): Promise<readonly ReelInfo[]> {
  const points = [
    ...references.refs.map(({ oid }) => ({ oid, shallow: false })),
    ...references.reels.flatMap(({ needs, gives }) => [...needs, ...gives]),
  ]
  const unique = [...new Map(points.map((point) => [point.oid, point])).values()]
  const found = await context.git.tipFirst!.holdsConnected(repository, unique)
  const holds = new Set(unique.flatMap(({ oid }, index) => (found[index] ? [oid] : [])))
  learnHeld(entry, [...holds])
  try {
    return planReels(references, ({ oid }) => holds.has(oid))
  } catch (error) {
    if (!(error instanceof GtpError)) throw error
    throw new AppError(
      'BAD_REFERENCES',
      `the heads can't be reached: ${error.message}`,
      'ask their publisher to publish again',
    )
  }
}
