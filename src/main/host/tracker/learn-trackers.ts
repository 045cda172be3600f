/**
 * Who joined by discovery, by a link, or as a relative has no metainfo that names trackers: it is asked of a peer. Trackers
 * are not signed, so the publisher's own word comes first, and whoever is connected is asked only when he stays away.
 */
import type { SwarmView } from '../../engine/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import type { FetchMetainfo } from '../nearby/metainfo-queue.ts'
import { updateRecord } from '../projects/entry.ts'
import { readMetainfo } from '../read-metainfo.ts'
import { trackersOf } from './announce-urls.ts'
import { inBackground } from '../in-background.ts'

/** How long the publisher is waited for, and who could not tell is left alone. Milliseconds. */
const PUBLISHER_FIRST = 60_000
const ASK_AGAIN = 30_000
/** Peers that are asked about one project until the node starts again. */
const MAX_ASKED = 5

interface Asking {
  readonly since: number
  notBefore: number
  asked: number
}

export interface TrackerLearner {
  /** Asks somebody if there is somebody to ask, and nothing was learnt so far. Cheap. */
  tend(entry: ProjectEntry): void
}

/** @param now milliseconds of a monotonous clock */
export function createTrackerLearner(
  context: HostContext,
  fetchMetainfo: FetchMetainfo,
  now: () => number,
): TrackerLearner {
  const projects = new WeakMap<ProjectEntry, Asking>()

  const ask = async (entry: ProjectEntry, asking: Asking, { address, port }: Place): Promise<void> => {
    const { repoHash } = entry.record
    asking.notBefore = now() + ASK_AGAIN
    asking.asked++
    try {
      const { trackers } = readMetainfo(await fetchMetainfo(address, port, repoHash), repoHash)
      asking.asked = MAX_ASKED
      const known = trackersOf([...entry.record.trackers, ...trackers], [])
      const isHere = context.entries.get(repoHash) === entry && !entry.leaving
      if (isHere && known.length > entry.record.trackers.length)
        await updateRecord(context, entry, { trackers: known })
    } catch {
      // Away, or not what it should be: somebody else may do, or he himself later.
    }
  }

  return {
    tend(entry) {
      const { record, known } = entry
      if (record.role === 'publisher' || !known) return
      const asking = projects.get(entry) ?? { since: now(), notBefore: 0, asked: 0 }
      projects.set(entry, asking)
      if (asking.asked >= MAX_ASKED || asking.notBefore > now()) return
      const place = placeToAsk(context, entry, now() - asking.since >= PUBLISHER_FIRST)
      if (place) inBackground(context, ask(entry, asking, place), entry)
    },
  }
}

type Place = Pick<SwarmView['peers'][number], 'address' | 'port'>

function placeToAsk(
  { swarm }: HostContext,
  { record, known }: ProjectEntry,
  anybody: boolean,
): Place | undefined {
  const links = swarm.view().links.filter(({ repos, port }) => port !== 0 && repos.includes(record.repoHash))
  const publisher = known?.references.tagger.peerId
  return links.find(({ peerId }) => peerId === publisher) ?? (anybody ? links[0] : undefined)
}
