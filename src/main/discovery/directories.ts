/** Fetches the directories of nodes that have more projects than they have services, when they have changed. */
import type { Hex } from '../../shared/model.ts'
import { decodeDirectory, directoryDigest } from './directory-document.ts'
import {
  DIRECTORY_RETRY,
  DIRECTORY_SPREAD,
  MAX_DIRECTORIES_AT_ONCE,
  MAX_DIRECTORIES_WAITING,
  MAX_DIRECTORY_RETRY,
} from './limits.ts'
import type { Txt } from './txt.ts'

/** Asks a node for its directory, within MAX_DIRECTORY bytes and a few seconds; rejects in any trouble. */
export type FetchDirectory = (address: string, port: number) => Promise<Uint8Array>

export interface Place {
  readonly peerId: Hex
  readonly addresses: readonly string[]
  readonly port: number
}

export interface DirectoriesOptions {
  readonly fetch: FetchDirectory
  /** A directory as the node's service announced it: data of project services, for parseService to judge. */
  readonly onProjects: (place: Place, projects: readonly Txt[]) => void
  /** How many nodes there are. */
  readonly nodes: () => number
  /** 0 up to but not including 1. */
  readonly random: () => number
}

interface Wanted {
  place: Place
  digest: string
  /** The digest of what was fetched last; null: nothing so far. */
  held: string | null
  failures: number
  timer: NodeJS.Timeout | null
}

export interface Directories {
  /** A node's service was heard. @param digest null: all its projects are services */
  hear(place: Place, digest: string | null): void
  /** A node is gone. */
  forget(peerId: Hex): void
  stop(): void
}

export function createDirectories({ fetch, onProjects, nodes, random }: DirectoriesOptions): Directories {
  const wanted = new Map<Hex, Wanted>()
  const ready: Hex[] = []
  let running = 0

  const next = () => {
    while (running < MAX_DIRECTORIES_AT_ONCE) {
      const peerId = ready.shift()
      const one = peerId === undefined ? undefined : wanted.get(peerId)
      if (peerId === undefined) return
      if (one && one.held !== one.digest) void run(one)
    }
  }

  const run = async (one: Wanted) => {
    running++
    const { place, digest, failures } = one
    try {
      const bytes = await fetch(place.addresses[failures % place.addresses.length]!, place.port)
      if (directoryDigest(bytes) !== digest) throw new Error('it is another one by now')
      const projects = decodeDirectory(bytes)
      if (wanted.get(place.peerId) === one) {
        one.held = digest
        one.failures = 0
        onProjects(one.place, projects)
      }
    } catch {
      // Away, busy, changed meanwhile, or not what it should be.
      one.failures++
      later(one, Math.min(MAX_DIRECTORY_RETRY, DIRECTORY_RETRY * 2 ** Math.min(10, failures)))
    }
    running--
    next()
  }

  const later = (one: Wanted, ms: number) => {
    const { peerId } = one.place
    if (one.timer || wanted.get(peerId) !== one || one.held === one.digest) return
    one.timer = setTimeout(() => {
      one.timer = null
      if (ready.length < MAX_DIRECTORIES_WAITING && !ready.includes(peerId)) ready.push(peerId)
      next()
    }, ms)
    one.timer.unref()
  }

  const forget = (peerId: Hex) => {
    const one = wanted.get(peerId)
    if (one?.timer) clearTimeout(one.timer)
    wanted.delete(peerId)
  }

  return {
    hear(place, digest) {
      const before = wanted.get(place.peerId)
      if (digest === null) return forget(place.peerId)
      if (before?.digest === digest) {
        before.place = place
        return
      }
      const one = before ?? { place, digest, held: null, failures: 0, timer: null }
      one.place = place
      one.digest = digest
      wanted.set(place.peerId, one)
      later(one, random() * nodes() * DIRECTORY_SPREAD)
    },
    forget,
    stop() {
      for (const peerId of [...wanted.keys()]) forget(peerId)
      ready.length = 0
    },
  }
}
