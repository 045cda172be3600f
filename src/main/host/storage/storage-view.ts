import type { Hex } from '../../../shared/model.ts'
import type { StorageView, StoredProject } from '../../../shared/storage-model.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { homeOf } from '../family/members.ts'
import { bytesBeside, type KeptReel } from './choose-evictions.ts'
import { keptReels } from './kept-reels.ts'

/** What the store takes, project by project; a reel that several list is counted with the first. */
export async function storageView(context: HostContext): Promise<StorageView> {
  const reels = await keptReels(context)
  const projects = [...reelsByHome(context, reels)].map(([home, own]) => describe(home, own))
  return {
    quota: context.settings.current.storeQuota,
    used: bytesBeside(reels),
    shared: sharedBytes(reels),
    projects: projects.sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name)),
  }
}

/** The reels of each project and all that belong to it. */
export function reelsByHome(
  context: HostContext,
  reels: readonly KeptReel[],
): ReadonlyMap<ProjectEntry, readonly KeptReel[]> {
  const homes = new Map<Hex, ProjectEntry>()
  for (const entry of context.entries.values()) {
    const home = homeOf(context, entry)
    if (home) for (const { id } of entry.reels) if (!homes.has(id)) homes.set(id, home)
  }
  const found = new Map<ProjectEntry, KeptReel[]>()
  for (const reel of reels) {
    const home = homes.get(reel.id)
    if (home) found.set(home, [...(found.get(home) ?? []), reel])
  }
  return found
}

/** What could go of some reels, and make room. */
export const freeable = (reels: readonly KeptReel[]): readonly KeptReel[] =>
  reels.filter(({ shared, stays }) => !shared && stays === null)

function describe({ record }: ProjectEntry, reels: readonly KeptReel[]): StoredProject {
  const free = freeable(reels)
  return {
    repoHash: record.repoHash,
    name: record.name,
    bytes: bytesBeside(reels),
    shared: sharedBytes(reels),
    freeable: bytesBeside(free),
    others: free.length === 0 ? 0 : Math.min(...free.map(({ holders }) => holders.length)),
    own: reels.some(({ stays }) => stays === 'own'),
  }
}

const sharedBytes = (reels: readonly KeptReel[]) =>
  reels.reduce((sum, { bytes, shared }) => sum + (shared ? bytes : 0), 0)
