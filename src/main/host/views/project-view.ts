import type { Project } from '../../../shared/model.ts'
import type { EngineView } from '../../engine/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { newcomersPlan } from '../projects/plan.ts'
import { linkOf } from './link-of.ts'
import { headsOf, ownOf, remotesOf } from './remotes-view.ts'

type ReelView = EngineView['reels'][number]

/** Of the whole way to a clone, this much is moving bytes; the rest is indexing and checking. */
const MOVING = 0.8

/** A project as shells show it. */
export function projectView(
  context: HostContext,
  entry: ProjectEntry,
  reels: ReadonlyMap<string, ReelView>,
): Project {
  const { record, known } = entry
  const own = entry.reels.flatMap(({ id }) => reels.get(id) ?? [])
  const plan = known ? newcomersPlan(known.references) : []
  const total = plan.reduce((bytes, reel) => bytes + reel.bytes, 0)
  const have = sum(
    plan.flatMap(({ id }) => reels.get(id) ?? []),
    'bytesHave',
  )
  const { identity, nearby } = context
  const publisher =
    record.role === 'publisher'
      ? { name: context.settings.current.name, peerId: identity.peerId }
      : (known?.references.tagger ??
        nearby.get(record.repoHash)?.advert.publisher ?? { name: '', peerId: '' })
  const moved = total === 0 ? 0 : have / total
  const cloning =
    record.state === 'joining' && entry.phase !== '' && entry.phase !== 'Downloading' && moved === 1
  return {
    repoHash: record.repoHash,
    name: record.name,
    description: record.description,
    role: record.role === 'publisher' ? 'publisher' : 'joiner',
    publisher: { name: publisher.name, peerId: publisher.peerId },
    path: record.path,
    state: cloning ? 'verifying' : record.state,
    progress:
      record.state === 'joined' ? 1 : MOVING * moved + (1 - MOVING) * (moved === 1 ? entry.cloning : 0),
    phase: entry.phase,
    paused: record.paused,
    heads: headsOf(entry),
    autoMerge: record.autoMerge,
    remotes: remotesOf(context, entry),
    own: ownOf(context, entry),
    workingTree: entry.survey?.workingTree ?? null,
    transfer: {
      have,
      total,
      downloaded: sum(own, 'downloaded'),
      uploaded: sum(own, 'uploaded'),
      rateDown: Math.round(sum(own, 'rateDown')),
      rateUp: Math.round(sum(own, 'rateUp')),
    },
    link: linkOf(context, entry),
    alternatives: known?.repo.alternatives ?? [],
    seq: known?.references.seq ?? 0,
    latest: known?.references.latest
      ? { ...known.references.latest, time: known.references.latest.time * 1000 }
      : null,
    sources: sourcesOf(context, own),
    error: record.error,
  }
}

type Summable = 'bytesHave' | 'downloaded' | 'uploaded' | 'rateDown' | 'rateUp'
const sum = (reels: readonly ReelView[], field: Summable) =>
  reels.reduce((total, reel) => total + reel[field], 0)

function sourcesOf(context: HostContext, reels: readonly ReelView[]): Project['sources'] {
  const bytes = new Map<string, number>()
  for (const { from } of reels) {
    for (const source of from) bytes.set(source.peerId, (bytes.get(source.peerId) ?? 0) + source.bytes)
  }
  return [...bytes]
    .map(([peerId, count]) => ({ peerId, name: context.nearby.person(peerId)?.name ?? '', bytes: count }))
    .sort((a, b) => b.bytes - a.bytes)
}
