import type { HostContext, ProjectEntry } from '../context.ts'
import { retiredReel } from '../heads/retire-reels.ts'
import { newcomersPlan } from './plan.ts'
import { isUnsound } from './unsound.ts'

/**
 * Opens the reels of a project's newest references in the engine, and those that its list named lately, with what the
 * store holds of them. Reels that the project needs no longer, and no other project needs, are closed and deleted.
 */
export async function openReels(context: HostContext, entry: ProjectEntry): Promise<void> {
  if (!entry.known) return
  const before = entry.reels
  const retired = entry.record.retired.map(retiredReel)
  entry.reels = [...entry.known.references.reels, ...retired]
  const { repoHash } = entry.record
  // The newest first: not all of them are told to who comes later.
  context.swarm.input({ type: 'retire', repo: repoHash, reels: retired.map(({ id }) => id).reverse() })
  for (const reel of entry.reels) {
    const { hashes, have } = await context.reels.load(reel)
    if (entry.work.signal.aborted) return
    context.swarm.input({ type: 'open-reel', reel, hashes, have })
  }
  await dropReels(context, before)
}

/** Asks the swarm for the blocks of what is wanted of an entry now, and for nothing else of it. */
export function wantReels(context: HostContext, { record, fetching, holding }: ProjectEntry): void {
  const ids = new Set([...fetching, ...holding].map(({ id }) => id))
  const reels = [...ids].map((id) => ({ id, priority: 0 }))
  context.swarm.input({ type: 'want', repo: record.repoHash, reels })
}

/**
 * Closes and deletes those of the reels that no project lists, or holds, any more. While the newest list of a project can't be read
 * they are closed, and stay on the disk: it may be among those that need them. A start that can read all removes them.
 */
export async function dropReels(context: HostContext, reels: ProjectEntry['reels']): Promise<void> {
  const entries = [...context.entries.values()]
  const listed = new Set(entries.flatMap((entry) => [...entry.reels, ...entry.holding]).map(({ id }) => id))
  const mayBeListed = entries.some(lacksItsList)
  for (const { id } of reels) {
    if (listed.has(id)) continue
    context.swarm.input({ type: 'close-reel', reel: id })
    context.reelObjects.delete(id)
    if (!mayBeListed) await context.reels.remove(id)
  }
}

/** Whether a project's files were set aside, or can't be read, and it is not known what its newest list names. */
const lacksItsList = (entry: ProjectEntry): boolean =>
  isUnsound(entry) ||
  (entry.record.state === 'joined' && (entry.known?.references.seq ?? 0) < entry.record.seq)

/** Whether every reel that a newcomer needs for the newest references is whole here. */
export const isComplete = ({ swarm }: HostContext, { known }: ProjectEntry): boolean =>
  known !== null && newcomersPlan(known.references).every(({ id }) => swarm.isWhole(id))
