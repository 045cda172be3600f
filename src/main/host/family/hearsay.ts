/** Related torrents that peers tell of, for whom discovery doesn't reach: their metainfo is fetched there, and proves itself. */
import type { Hex } from '../../../shared/model.ts'
import type { PeerAddress } from '../../gtp/types.ts'
import type { HostContext } from '../context.ts'
import { createMetainfoQueue, type FetchMetainfo, type MetainfoSummary } from '../nearby/metainfo-queue.ts'
import type { Kin } from './adjacent.ts'

/** Beyond these the one that was heard of longest ago is forgotten. */
const MAX_HEARSAY = 1_000

export interface Hearsay {
  /** A peer who listens there says that he has a torrent. */
  ask(repo: Hex, at: PeerAddress): void
  /** What proved itself. */
  rows(): Iterable<readonly [Hex, MetainfoSummary]>
}

export function createHearsay(fetchMetainfo: FetchMetainfo, onHeard: () => void): Hearsay {
  const heard = new Map<Hex, MetainfoSummary>()
  const queue = createMetainfoQueue(fetchMetainfo, (repo, summary) => {
    if (heard.size >= MAX_HEARSAY) heard.delete(heard.keys().next().value!)
    heard.set(repo, summary)
    onHeard()
  })
  return {
    ask(repo, { address, port }) {
      if (!heard.has(repo)) queue.ask(repo, 0, address, port)
    },
    rows: () => heard,
  }
}

export interface Candidate extends Kin {
  readonly peerId: Hex
  readonly name: string
}

/** Trackers of others that may be followed, whoever told of them. */
export function* candidates({ nearby, hearsay, entries, identity }: HostContext): Generator<Candidate> {
  const near = [...nearby.rows()].flatMap(([repo, { summary, goneSince }]) =>
    summary && goneSince === null ? [[repo, summary] as const] : [],
  )
  for (const [repoHash, { alternatives, publisher }] of [...near, ...hearsay.rows()]) {
    if (entries.has(repoHash) || publisher.peerId === identity.peerId) continue
    yield { repoHash, alternatives, name: publisher.name, peerId: publisher.peerId }
  }
}
