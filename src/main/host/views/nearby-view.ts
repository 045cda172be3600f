import type { NearbyProject } from '../../../shared/model.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { isComplete } from '../projects/open-reels.ts'
import { summarise } from '../nearby/metainfo-queue.ts'

/** One row of the live directory: what the network says, what this node has itself, or both. */
export function nearbyView(context: HostContext, repoHash: string): NearbyProject | null {
  const entry = context.entries.get(repoHash)
  const row = context.nearby.get(repoHash)
  const held = entry?.known ? entry : undefined
  if (!row && !held) return null
  const own = held?.known ? summarise(held.known) : null
  const heard = row?.summary ?? null
  const summary = own && (!heard || own.seq >= heard.seq) ? own : heard
  const { name, description, publisher, alternatives, seq } = summary ?? { ...row!.advert, description: '' }
  const selfHolds = held !== undefined && held.record.state !== 'failed'
  return {
    repoHash,
    name,
    description,
    publisher: { name: publisher.name, peerId: publisher.peerId },
    alternatives,
    seq,
    joined: entry?.record.state === 'joined' && entry.record.role !== 'related',
    yours: entry?.record.role === 'publisher',
    verified: summary !== null,
    size: summary?.size ?? null,
    heads: summary?.heads ?? [],
    latest: summary?.latest ?? null,
    holders: [...(row?.holders.values() ?? []), ...(selfHolds ? [selfAsHolder(context, held)] : [])],
    firstSeen: row?.firstSeen ?? entry?.record.since ?? 0,
    goneSince: selfHolds ? null : (row?.goneSince ?? null),
  }
}

const selfAsHolder = (context: HostContext, entry: ProjectEntry) => ({
  name: context.settings.current.name,
  peerId: context.identity.peerId,
  address: context.addresses()[0] ?? '127.0.0.1',
  port: context.port,
  complete: isComplete(context, entry),
})
