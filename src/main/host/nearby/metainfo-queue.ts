/** Fetches and checks the metainfo of advertised projects, a few at a time, once for each new sequence number. */
import { keepLatest } from '../../../shared/keep-latest.ts'
import type { Hex, LatestCommit, Person } from '../../../shared/model.ts'
import { fairGroup } from '../../gtp/ip-scope.ts'
import { readMetainfo, type Known } from '../read-metainfo.ts'

export type FetchMetainfo = (address: string, port: number, repo: Hex) => Promise<Uint8Array>

const MAX_AT_ONCE = 4
/** Of one address (of IPv6: one /64): who answers slowly, or never, leaves a place for others. */
const MAX_AT_ONCE_OF_ONE = 3
/** Beyond it the address that has most waiting loses the last of them; its next advert asks again. */
export const MAX_QUEUED = 1_000
/** Projects that are remembered to have been asked for; as many as are listed, and some. */
const MAX_ASKED = 10_000

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

interface Source {
  readonly jobs: Job[]
  running: number
}

export function createMetainfoQueue(
  fetchMetainfo: FetchMetainfo,
  onSummary: (repo: Hex, summary: MetainfoSummary, metainfo: Uint8Array) => void,
) {
  /** What waits, and how much is under way, by address; whose turn was longest ago comes first. */
  const sources = new Map<string, Source>()
  const asked = new Map<Hex, number>()
  let running = 0
  let waiting = 0

  const run = (source: Source, { repo, seq, address, port }: Job) => {
    fetchMetainfo(address, port, repo)
      .then((metainfo) => onSummary(repo, summarise(readMetainfo(metainfo, repo)), metainfo))
      .catch(() => {
        // A stranger who is away or lies; another holder, or his next advert, starts another try.
        if (asked.get(repo) === seq) asked.delete(repo)
      })
      .finally(() => {
        running--
        source.running--
        next()
      })
  }

  const next = () => {
    while (running < MAX_AT_ONCE) {
      const turn = [...sources].find(
        ([, { jobs, running: own }]) => jobs.length > 0 && own < MAX_AT_ONCE_OF_ONE,
      )
      if (!turn) return forgetIdle()
      const [name, source] = turn
      sources.delete(name)
      sources.set(name, source)
      waiting--
      running++
      source.running++
      run(source, source.jobs.shift()!)
    }
  }

  const forgetIdle = () => {
    for (const [name, { jobs, running: own }] of sources) if (jobs.length + own === 0) sources.delete(name)
  }

  /** Whether one more of a source may wait; another that has more gives way to it. */
  const makeRoom = (source: Source): boolean => {
    if (waiting < MAX_QUEUED) return true
    const longest = [...sources.values()].reduce((most, one) =>
      one.jobs.length > most.jobs.length ? one : most,
    )
    if (longest.jobs.length <= source.jobs.length) return false
    asked.delete(longest.jobs.pop()!.repo)
    waiting--
    return true
  }

  return {
    ask(repo: Hex, seq: number, address: string, port: number) {
      if ((asked.get(repo) ?? -1) >= seq) return
      const name = fairGroup(address)
      const source = sources.get(name) ?? { jobs: [], running: 0 }
      if (!makeRoom(source)) return
      keepLatest(asked, repo, seq, MAX_ASKED)
      sources.set(name, source)
      source.jobs.push({ repo, seq, address, port })
      waiting++
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
