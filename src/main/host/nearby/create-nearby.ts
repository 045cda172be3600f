/**
 * The live directory: what discovery hints at, by project, and what its metainfo proves once it was fetched and checked.
 * Rows stay for a while after the last holder went, so that nothing jumps away under the pointer.
 */
import type { Hex, Holder, Person } from '../../../shared/model.ts'
import type { DiscoveryEvent, ProjectAdvert } from '../../discovery/types.ts'
import type { PeerAddress } from '../../gtp/types.ts'
import { keepLatest } from '../../../shared/keep-latest.ts'
import { readMetainfo, type Known } from '../read-metainfo.ts'
import { createMetainfoQueue, summarise, type FetchMetainfo, type MetainfoSummary } from './metainfo-queue.ts'

/** How long a project without holders stays listed. Milliseconds. */
export const GONE_FOR = 30_000
/** Projects listed at most; further ones are not looked at. */
const MAX_PROJECTS = 5_000
/** Metainfos that are kept as they came, of the projects seen last, and the largest of them in bytes. */
const MAX_KEPT = 64
export const MAX_KEPT_METAINFO = 64 * 1024

export interface Sighting {
  readonly advert: ProjectAdvert
  /** By peer ID. */
  readonly holders: ReadonlyMap<Hex, Holder>
  readonly summary: MetainfoSummary | null
  readonly firstSeen: number
  readonly goneSince: number | null
}

interface Row extends Sighting {
  advert: ProjectAdvert
  readonly holders: Map<Hex, Holder>
  readonly addresses: Map<Hex, readonly PeerAddress[]>
  summary: MetainfoSummary | null
  goneSince: number | null
}

export interface NearbyEvents {
  /** What this node has of it by itself: its newest references come over the swarm, and are not asked for again. */
  known(repo: Hex): Known | null
  onHolder(repo: Hex, peer: PeerAddress): void
  onHolderGone(repo: Hex, peerId: Hex): void
  onChange(repo: Hex): void
}

export interface Nearby {
  handle(event: DiscoveryEvent): void
  rows(): ReadonlyMap<Hex, Sighting>
  get(repo: Hex): Sighting | undefined
  /** What a join can begin with, without asking for it again; null where that was not kept, or something newer is told of. */
  known(repo: Hex): Known | null
  addressesOf(repo: Hex): readonly PeerAddress[]
  person(peerId: Hex): Person | undefined
  /** Peer IDs of those who are heard now. */
  heard(): ReadonlySet<Hex>
  /** When anybody else was last heard, Unix milliseconds. */
  readonly lastHeard: number | null
  readonly trouble: string
  /** Drops rows that were gone for long enough, and asks again for what was not learnt yet. */
  tend(): void
}

export function createNearby(events: NearbyEvents, fetchMetainfo: FetchMetainfo, now: () => number): Nearby {
  const rows = new Map<Hex, Row>()
  const people = new Map<Hex, Person>()
  const kept = new Map<Hex, Uint8Array>()
  let lastHeard: number | null = null
  let trouble = ''
  let turn = 0

  const metainfos = createMetainfoQueue(fetchMetainfo, (repo, summary, metainfo) => {
    const row = rows.get(repo)
    if (!row || (row.summary && row.summary.seq >= summary.seq)) return
    row.summary = summary
    if (metainfo.length <= MAX_KEPT_METAINFO) keepLatest(kept, repo, metainfo, MAX_KEPT)
    else kept.delete(repo)
    events.onChange(repo)
  })

  const seen = (event: Extract<DiscoveryEvent, { type: 'project-seen' }>) => {
    const { project, peerId, port } = event
    const row = rows.get(project.repoHash) ?? newRow(project)
    if (!row) return
    const [address] = event.addresses
    if (address === undefined) return
    row.goneSince = null
    if (project.seq >= row.advert.seq) row.advert = project
    const name =
      people.get(peerId)?.name ?? (peerId === project.publisher.peerId ? project.publisher.name : '')
    row.holders.set(peerId, { peerId, name, address, port, complete: project.complete })
    const addresses = event.addresses.map((literal) => ({ peerId, address: literal, port }))
    row.addresses.set(peerId, addresses)
    for (const candidate of addresses) events.onHolder(project.repoHash, candidate)
    const own = events.known(project.repoHash)
    if (own && (row.summary?.seq ?? -1) < own.references.seq) row.summary = summarise(own)
    if (!own && (row.summary?.seq ?? -1) < project.seq)
      metainfos.ask(project.repoHash, project.seq, address, port)
    events.onChange(project.repoHash)
  }

  /** Each turn another holder, so that one who is away or lies doesn't stand in the way. */
  const askOneOf = (repo: Hex, row: Row) => {
    const holders = [...row.holders.values()]
    const holder = holders[turn % holders.length]
    if (holder) metainfos.ask(repo, row.advert.seq, holder.address, holder.port)
  }

  const newRow = (advert: ProjectAdvert): Row | null => {
    if (rows.size >= MAX_PROJECTS) return null
    const row: Row = {
      advert,
      holders: new Map(),
      addresses: new Map(),
      summary: null,
      firstSeen: now(),
      goneSince: null,
    }
    rows.set(advert.repoHash, row)
    return row
  }

  const gone = (repo: Hex, peerId: Hex) => {
    const row = rows.get(repo)
    if (!row?.holders.delete(peerId)) return
    row.addresses.delete(peerId)
    events.onHolderGone(repo, peerId)
    if (row.holders.size === 0) row.goneSince = now()
    events.onChange(repo)
  }

  const named = (person: Person) => {
    people.set(person.peerId, person)
    for (const [repo, row] of rows) {
      const holder = row.holders.get(person.peerId)
      if (!holder || holder.name === person.name) continue
      row.holders.set(person.peerId, { ...holder, name: person.name })
      events.onChange(repo)
    }
  }

  return {
    handle(event) {
      if (event.type === 'network-changed' || event.type === 'other-version') return
      if (event.type === 'trouble') {
        trouble = event.text
        return
      }
      // Who is gone may have been found silent.
      if (event.type === 'node-seen' || event.type === 'project-seen') lastHeard = now()
      switch (event.type) {
        case 'node-seen':
          return named({ name: event.node.name, peerId: event.node.peerId })
        case 'node-gone':
          people.delete(event.peerId)
          for (const repo of rows.keys()) gone(repo, event.peerId)
          return
        case 'project-seen':
          return seen(event)
        case 'project-gone':
          return gone(event.repoHash, event.peerId)
      }
    },
    rows: () => rows,
    get: (repo) => rows.get(repo),
    known(repo) {
      const row = rows.get(repo)
      const metainfo = kept.get(repo)
      if (!row || !metainfo) return null
      const { trackers: _, ...known } = readMetainfo(metainfo, repo)
      return known.references.seq < row.advert.seq ? null : known
    },
    addressesOf: (repo) => [...(rows.get(repo)?.addresses.values() ?? [])].flat(),
    person: (peerId) => people.get(peerId),
    heard: () => new Set(people.keys()),
    get lastHeard() {
      return lastHeard
    },
    get trouble() {
      return trouble
    },
    tend() {
      turn++
      for (const [repo, row] of rows) {
        if (row.summary === null) askOneOf(repo, row)
        if (row.goneSince === null || now() - row.goneSince < GONE_FOR) continue
        rows.delete(repo)
        kept.delete(repo)
        events.onChange(repo)
      }
    },
  }
}
