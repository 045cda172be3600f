/**
 * Fetches the directories of nodes that have more projects than they have services, when they have changed. Where many have,
 * one node is asked for all that it holds of them: a document is what its digest says, whoever gives it.
 */
import type { Hex } from '../../shared/model.ts'
import { decodeDirectories, decodeDirectory, directoryDigest } from './directory-document.ts'
import { createHeldDocuments } from './held-documents.ts'
import {
  DIRECTORY_RETRY,
  DIRECTORY_SPREAD,
  MAX_DIRECTORIES_ASKED,
  MAX_DIRECTORIES_AT_ONCE,
  MAX_DIRECTORY_RETRY,
} from './limits.ts'
import { crowdOf } from './network-size.ts'
import type { Txt } from './txt.ts'

/** Asks a node for its directory, within MAX_DIRECTORY bytes and a few seconds; rejects in any trouble. */
export type FetchDirectory = (address: string, port: number) => Promise<Uint8Array>
/** Asks a node for what it holds of directories, its own and others', by their digests; likewise. */
export type FetchDirectories = (
  address: string,
  port: number,
  digests: readonly string[],
) => Promise<Uint8Array>

export interface Place {
  readonly peerId: Hex
  readonly addresses: readonly string[]
  readonly port: number
}

export interface DirectoriesOptions {
  readonly fetch: FetchDirectory
  /** Without it, everybody is asked for his own alone. */
  readonly fetchSeveral?: FetchDirectories | undefined
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
  asking: boolean
  /** Runs after a failure, until it is asked for again. */
  timer: NodeJS.Timeout | null
}

export interface Directories {
  /** A node's service was heard. @param digest null: all its projects are services */
  hear(place: Place, digest: string | null): void
  /** A node is gone. */
  forget(peerId: Hex): void
  /** The bytes of a directory that some node announces; undefined where it isn't held. */
  held(digest: string): Uint8Array | undefined
  stop(): void
}

export function createDirectories(options: DirectoriesOptions): Directories {
  const { fetch, fetchSeveral, onProjects, nodes, random } = options
  const wanted = new Map<Hex, Wanted>()
  /** Those that are missing, of which none is asked for and none has just failed. */
  const due = new Set<Wanted>()
  const documents = createHeldDocuments()
  let running = 0
  let timer: NodeJS.Timeout | null = null

  const look = (one: Wanted) => {
    const isWanted = wanted.get(one.place.peerId) === one && one.held !== one.digest
    if (isWanted && !one.asking && !one.timer) due.add(one)
    else due.delete(one)
    arm()
  }

  const arm = () => {
    if (timer || due.size === 0 || running >= MAX_DIRECTORIES_AT_ONCE) return
    // All nodes together ask about 100 times a second, however many there are. On a small network each has its own pace.
    const pause = (random() * nodes() * DIRECTORY_SPREAD) / (crowdOf(nodes()) > 1 ? 1 : due.size)
    timer = setTimeout(() => {
      timer = null
      const all = [...due]
      if (all.length > 0) ask(all, Math.floor(random() * all.length))
    }, pause)
    timer.unref()
  }

  const ask = (all: readonly Wanted[], at: number) => {
    if (running < MAX_DIRECTORIES_AT_ONCE) void run(all, at)
    arm()
  }

  const run = async (all: readonly Wanted[], at: number) => {
    const asked = all[at]!
    // Who has failed may know of his own alone, or hold so much that it fits alone.
    const others = fetchSeveral && asked.failures === 0 ? [...all.slice(at + 1), ...all.slice(0, at)] : []
    const batch = [asked, ...others.slice(0, MAX_DIRECTORIES_ASKED - 1)]
    running++
    for (const one of batch) start(one)
    const { place, failures, digest } = asked
    const address = place.addresses[failures % place.addresses.length]!
    try {
      const given =
        batch.length > 1
          ? decodeDirectories(
              await fetchSeveral!(
                address,
                place.port,
                batch.map(({ digest }) => digest),
              ),
            )
          : [await fetch(address, place.port)]
      const byDigest = new Map(batch.map((one) => [one.digest, one]))
      for (const bytes of given) take(byDigest.get(directoryDigest(bytes)), bytes)
    } catch {
      // Away, or busy.
    }
    running--
    // Changed meanwhile, or not what it should be; that others don't hold theirs yet is no failure.
    if (asked.held !== digest) later(asked)
    for (const one of batch) {
      one.asking = false
      look(one)
    }
  }

  const start = (one: Wanted) => {
    one.asking = true
    due.delete(one)
  }

  const take = (one: Wanted | undefined, bytes: Uint8Array) => {
    if (!one || wanted.get(one.place.peerId) !== one || one.digest !== directoryDigest(bytes)) return
    try {
      const projects = decodeDirectory(bytes)
      documents.put(one.place.peerId, one.digest, bytes)
      one.held = one.digest
      one.failures = 0
      onProjects(one.place, projects)
    } catch {
      // It is what was announced, and no directory.
      if (!one.timer) later(one)
    }
  }

  const later = (one: Wanted) => {
    if (wanted.get(one.place.peerId) !== one || one.timer) return
    const pause = Math.min(MAX_DIRECTORY_RETRY, DIRECTORY_RETRY * 2 ** Math.min(10, one.failures++))
    one.timer = setTimeout(() => {
      one.timer = null
      look(one)
      if (due.has(one)) ask([one], 0)
    }, pause)
    one.timer.unref()
  }

  const forget = (peerId: Hex) => {
    const one = wanted.get(peerId)
    if (!one) return
    if (one.timer) clearTimeout(one.timer)
    wanted.delete(peerId)
    due.delete(one)
    documents.drop(peerId)
  }

  return {
    hear(place, digest) {
      if (digest === null) return forget(place.peerId)
      const before = wanted.get(place.peerId)
      const one = before ?? { place, digest, held: null, failures: 0, asking: false, timer: null }
      one.place = place
      if (before?.digest === digest) return
      one.digest = digest
      wanted.set(place.peerId, one)
      look(one)
    },
    forget,
    held: documents.get,
    stop() {
      if (timer) clearTimeout(timer)
      for (const peerId of [...wanted.keys()]) forget(peerId)
    },
  }
}
