/** Fetches and checks the metainfo of advertised projects, a few at a time, once for each new sequence number. */
import type { Hex, LatestCommit, Person } from '../../../shared/model.ts'
import { readMetainfo, type Known } from '../read-metainfo.ts'

export type FetchMetainfo = (address: string, port: number, repo: Hex) => Promise<Uint8Array>

const MAX_AT_ONCE = 4
const MAX_QUEUED = 1_000

/** The little of a verified metainfo that lists show. */
export interface MetainfoSummary {
  readonly name: string
  readonly description: string
  readonly publisher: Person
  readonly alternatives: readonly Hex[]
  readonly roots: readonly Hex[]
  readonly seq: number
  readonly size: number
  readonly heads: readonly string[]
  readonly latest: LatestCommit | null
}

interface Job {
  readonly repo: Hex
  readonly seq: number
  readonly address: string
  readonly port: number
}

export function createMetainfoQueue(
  fetchMetainfo: FetchMetainfo,
  onSummary: (repo: Hex, summary: MetainfoSummary) => void,
) {
  const queue: Job[] = []
  const asked = new Map<Hex, number>()
  let running = 0

  const run = async ({ repo, seq, address, port }: Job) => {
    try {
      const known = readMetainfo(await fetchMetainfo(address, port, repo), repo)
      onSummary(repo, summarise(known))
    } catch {
      // A stranger who is away or lies; another holder, or his next advert, starts another try.
      if (asked.get(repo) === seq) asked.delete(repo)
    }
    running--
    next()
  }

  const next = () => {
    while (running < MAX_AT_ONCE) {
      const job = queue.shift()
      if (!job) return
      running++
      void run(job)
    }
  }

  return {
    ask(repo: Hex, seq: number, address: string, port: number) {
      if ((asked.get(repo) ?? -1) >= seq || queue.length >= MAX_QUEUED) return
      asked.set(repo, seq)
      queue.push({ repo, seq, address, port })
      next()
    },
  }
}

export function summarise({ repo, references }: Known): MetainfoSummary {
  return {
    name: references.name,
    description: references.description,
    publisher: { name: references.tagger.name, peerId: references.tagger.peerId },
    alternatives: repo.alternatives,
    roots: references.roots,
    seq: references.seq,
    size: references.reels.reduce((sum, reel) => sum + reel.bytes, 0),
    heads: references.refs
      .filter(({ name }) => name.startsWith('refs/heads/'))
      .map(({ name }) => name.slice(11)),
    latest: references.latest && { ...references.latest, time: references.latest.time * 1000 },
  }
}
