/** Projects that are no services: they come from nodes' directories into the one of all. */
import type { Hex } from '../../shared/model.ts'
import { projectInstance, serviceName } from './advertised-services.ts'
import { createDirectories, type FetchDirectories, type FetchDirectory, type Place } from './directories.ts'
import type { Directory } from './directory.ts'
import type { OnLink } from './on-link.ts'
import { parseService, type Sighting } from './parse-service.ts'
import type { Txt } from './txt.ts'

interface Heard {
  readonly link: string
  readonly onLink: OnLink
  readonly source: string
}

export interface ByDirectory {
  /** A node's service was heard. */
  hear(node: Extract<Sighting, { kind: 'node' }>, heard: Heard): void
  /** Whether a service's goodbye means nothing, since its project is in a directory. */
  holds(name: string): boolean
  forget(peerId: Hex): void
  /** The document of another node with that digest; undefined where it isn't held. */
  held(digest: string): Uint8Array | undefined
  stop(): void
}

export function createByDirectory(
  directory: Directory,
  fetch: FetchDirectory,
  fetchSeveral?: FetchDirectories,
): ByDirectory {
  const ways = new Map<Hex, Heard>()
  /** By peer: names of the services that its directory stands for. */
  const names = new Map<Hex, ReadonlySet<string>>()
  /** All of them together. */
  const held = new Set<string>()

  const setNames = (peerId: Hex, now: ReadonlySet<string> | null) => {
    for (const name of names.get(peerId) ?? []) held.delete(name)
    for (const name of now ?? []) held.add(name)
    if (now) names.set(peerId, now)
    else names.delete(peerId)
  }

  const take = (place: Place, projects: readonly Txt[]) => {
    const way = ways.get(place.peerId)
    if (!way) return
    const { peerId, addresses, port } = place
    const now = new Set<string>()
    for (const txt of projects) {
      const name = serviceName(projectInstance(peerId, txt['repo'] ?? ''))
      const sighting = parseService({ name, port, txt, addresses, referer: way.source }, way.onLink)
      if (sighting?.kind !== 'project' || sighting.peerId !== peerId) continue
      now.add(name)
      directory.hear({ name, sighting, link: way.link, source: way.source })
    }
    const before = names.get(peerId)
    setNames(peerId, now)
    for (const name of before ?? []) if (!now.has(name)) directory.goodbye(name, way.link)
  }

  const directories = createDirectories({
    fetch,
    fetchSeveral,
    onProjects: take,
    nodes: directory.nodes,
    random: Math.random,
  })

  return {
    hear({ peerId, addresses, port, more }, heard) {
      ways.set(peerId, heard)
      directories.hear({ peerId, addresses, port }, more)
      if (more === null) setNames(peerId, null)
      else if (names.has(peerId)) directory.touch(peerId)
    },
    holds: (name) => held.has(name),
    forget(peerId) {
      directories.forget(peerId)
      setNames(peerId, null)
      ways.delete(peerId)
    },
    held: directories.held,
    stop: directories.stop,
  }
}
