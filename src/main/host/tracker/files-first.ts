/**
 * Somebody waits for his files, and they come: trackers can do nothing for him now, and would take from those who serve
 * him. They are told of him when he has his files; or sooner, where that takes long or nobody is found near by.
 */
import type { HostContext, ProjectEntry } from '../context.ts'

/** How long trackers wait for a join that has peers, and for one that should soon have some. Milliseconds. */
const WITH_PEERS = 30_000
const WITHOUT_PEERS = 5_000

/** @param now milliseconds of a monotonous clock */
export function createFilesFirst(
  { nearby, swarm }: HostContext,
  now: () => number,
): (entry: ProjectEntry) => boolean {
  const begun = new WeakMap<ProjectEntry, number>()

  const longest = (repo: string): number => {
    if (swarm.view().links.some(({ repos }) => repos.includes(repo))) return WITH_PEERS
    return nearby.addressesOf(repo).length > 0 ? WITHOUT_PEERS : 0
  }

  return (entry) => {
    const { role, state, repoHash } = entry.record
    if (role !== 'joiner' || (state !== 'joining' && state !== 'usable')) return false
    const since = begun.get(entry) ?? now()
    begun.set(entry, since)
    const passed = now() - since
    return passed < WITH_PEERS && passed < longest(repoHash)
  }
}
