/** What was heard from the network, as one bounded directory: events only when something really changed. */
import type { Hex } from '../../shared/model.ts'
import { MAX_ADDRESSES, MAX_SERVICES, MAX_SERVICES_PER_SOURCE, PROBE_IDLE_AFTER } from './limits.ts'
import type { Sighting } from './parse-service.ts'
import type { DiscoveryEvent } from './types.ts'

/** One peer's services taken together, for probing. */
export interface SeenPeer {
  readonly peerId: Hex
  /** Name of one of its services, the node's own where that was heard. */
  readonly service: string
  readonly addresses: readonly string[]
  readonly port: number
  readonly lastHeard: number
  readonly hasProjects: boolean
}

interface Entry {
  readonly name: string
  sighting: Sighting
  /** Address of the packet that brought it first: whose share of the directory it uses. */
  readonly source: string
  /** Addresses by the link where they were heard. */
  readonly links: Map<string, readonly string[]>
  lastHeard: number
  /** The last event as JSON, to tell a change from a repetition. */
  told: string
}

export interface Heard {
  /** Full service name. */
  readonly name: string
  readonly sighting: Sighting
  readonly link: string
  readonly source: string
}

/** Stands for a link that we left, in an entry that no other link has brought since. */
const LEFT = ''

export type Directory = ReturnType<typeof createDirectory>

/** @param emit is called synchronously, at the end of each change. @param now in milliseconds, never going back. */
export function createDirectory(emit: (event: DiscoveryEvent) => void, now: () => number) {
  const entries = new Map<string, Entry>()
  const byPeer = new Map<Hex, Set<Entry>>()
  /** What is told of peers, until something of them changes. */
  const taken = new Map<Hex, SeenPeer>()
  /** How much of the directory each source uses. */
  const shares = new Map<string, number>()
  let nodes = 0
  /** Who there is, as it was told last; null: something came or went since. */
  let members: readonly Hex[] | null = null

  const changed = ({ sighting }: Entry) => void taken.delete(sighting.peerId)

  const add = (entry: Entry) => {
    const { name, source, sighting } = entry
    entries.set(name, entry)
    members = null
    const others = byPeer.get(sighting.peerId) ?? new Set()
    byPeer.set(sighting.peerId, others.add(entry))
    shares.set(source, (shares.get(source) ?? 0) + 1)
    if (sighting.kind === 'node') nodes++
  }

  const drop = (entry: Entry) => {
    const { name, source, sighting } = entry
    entries.delete(name)
    members = null
    const others = byPeer.get(sighting.peerId)
    others?.delete(entry)
    if (others?.size === 0) byPeer.delete(sighting.peerId)
    const share = (shares.get(source) ?? 0) - 1
    if (share > 0) shares.set(source, share)
    else shares.delete(source)
    if (sighting.kind === 'node') nodes--
    changed(entry)
  }

  const tell = (entry: Entry) => {
    const event = seen(entry)
    const json = JSON.stringify(event)
    if (json === entry.told) return
    entry.told = json
    emit(event)
  }

  /** A node that goes takes its projects along. */
  const remove = (name: string) => {
    const entry = entries.get(name)
    if (entry === undefined) return
    drop(entry)
    const { sighting } = entry
    const { peerId } = sighting
    if (sighting.kind === 'project') {
      emit({ type: 'project-gone', peerId, repoHash: sighting.project.repoHash })
      return
    }
    for (const other of [...(byPeer.get(peerId) ?? [])]) remove(other.name)
    emit({ type: 'node-gone', peerId })
  }

  /** Makes room for one more of `source`; false when its share is used up. */
  const admit = (source: string) => {
    if ((shares.get(source) ?? 0) >= MAX_SERVICES_PER_SOURCE) return false
    if (entries.size < MAX_SERVICES) return true
    // Whoever takes most pays: many invented services can't push out a neighbour's few.
    const [greediest] = [...shares].reduce((most, next) => (next[1] > most[1] ? next : most))
    const oldest = [...entries]
      .filter(([, entry]) => entry.source === greediest)
      .reduce((old, next) => (next[1].lastHeard < old[1].lastHeard ? next : old))
    remove(oldest[0])
    return true
  }

  return {
    hear({ name, sighting, link, source }: Heard) {
      let entry = entries.get(name)
      // Names hold a part of the keys only; another key under the same name is another thing.
      if (entry !== undefined && identity(entry.sighting) !== identity(sighting)) {
        remove(name)
        entry = undefined
      }
      if (entry === undefined) {
        if (!admit(source)) return
        entry = { name, sighting, source, links: new Map(), lastHeard: now(), told: '' }
        add(entry)
      }
      entry.sighting = sighting
      entry.lastHeard = now()
      entry.links.delete(LEFT)
      entry.links.set(link, sighting.addresses)
      changed(entry)
      tell(entry)
    },

    /** The service left `link`; it is gone when it was heard on no other. */
    goodbye(name: string, link: string) {
      const entry = entries.get(name)
      if (entry === undefined || !(entry.links.delete(link) || entry.links.has(LEFT))) return
      changed(entry)
      if (entry.links.size === 0 || entry.links.has(LEFT)) remove(name)
      else tell(entry)
    },

    /** We left `link`. What was heard only there keeps its addresses until a probe says more. */
    forgetLink(link: string) {
      members = null
      for (const entry of entries.values()) {
        const addresses = entry.links.get(link)
        if (addresses === undefined) continue
        entry.links.delete(link)
        if (entry.links.size === 0) {
          entry.links.set(LEFT, addresses)
          entry.lastHeard = Math.min(entry.lastHeard, now() - PROBE_IDLE_AFTER)
        }
        changed(entry)
        tell(entry)
      }
    },

    /** All that a peer advertised was heard of again. */
    touch(peerId: Hex) {
      for (const entry of byPeer.get(peerId) ?? []) entry.lastHeard = now()
      taken.delete(peerId)
    },

    /** How many nodes there are. */
    nodes: (): number => nodes,

    /** The peer is no more, whatever it advertised. */
    removePeer(peerId: Hex) {
      for (const { name } of [...(byPeer.get(peerId) ?? [])]) remove(name)
    },

    /** Removes what was last heard before `time`. */
    removeSilent(time: number) {
      // What is removed while a map is gone through is left out, so no copy of thousands is needed.
      for (const [name, { lastHeard }] of entries) if (lastHeard < time) remove(name)
    },

    /** Whose service that is; undefined where none is known. */
    peerOf: (service: string): Hex | undefined => entries.get(service)?.sighting.peerId,

    /**
     * Who there is. The same array as before, unless something came or went: a peer, one of its services, a link. As long as it
     * is the same, a peer's `hasProjects` stays what it is, and `lastHeard` only grows.
     */
    members: (): readonly Hex[] => (members ??= [...byPeer.keys()]),

    peer(peerId: Hex): SeenPeer | undefined {
      const entries = byPeer.get(peerId)
      if (!entries) return undefined
      const peer = taken.get(peerId) ?? together(peerId, entries)
      taken.set(peerId, peer)
      return peer
    },

    clear() {
      for (const each of [entries, byPeer, taken, shares]) each.clear()
      nodes = 0
      members = null
    },
  }
}

function together(peerId: Hex, entries: ReadonlySet<Entry>): SeenPeer {
  const [first] = entries
  // The node's own service knows best where it is.
  const place = [...entries].find(({ sighting }) => sighting.kind === 'node') ?? first!
  return {
    peerId,
    service: place.name,
    addresses: addressesOf(place),
    port: place.sighting.port,
    lastHeard: Math.max(...[...entries].map(({ lastHeard }) => lastHeard)),
    hasProjects: [...entries].some(({ sighting }) => sighting.kind === 'project'),
  }
}

const identity = ({ kind, peerId, ...rest }: Sighting): string =>
  `${kind} ${peerId} ${'project' in rest ? rest.project.repoHash : ''}`

const addressesOf = ({ links }: Entry): string[] =>
  [...new Set([...links.values()].flat())].slice(0, MAX_ADDRESSES)

function seen(entry: Entry): DiscoveryEvent {
  const { sighting } = entry
  const addresses = addressesOf(entry)
  if (sighting.kind === 'node') return { type: 'node-seen', node: sighting.node, addresses }
  const { peerId, project, port } = sighting
  return { type: 'project-seen', peerId, project, addresses, port }
}
