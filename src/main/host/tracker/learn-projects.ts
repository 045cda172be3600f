/**
 * What a lone tracker knows of projects beyond their hashes: it asks who announced that he has one for its metainfo, which
 * proves itself. So its page has names, and its answers have references.
 */
import type { Hex } from '../../../shared/model.ts'
import type { PeerAddress } from '../../gtp/types.ts'
import type { FetchMetainfo } from '../nearby/metainfo-queue.ts'
import { readMetainfo } from '../read-metainfo.ts'

/** Questions under way; beyond MAX_WAITING a question is not put, the next announce is another occasion. */
const MAX_AT_ONCE = 4
const MAX_WAITING = 256
/** How soon somebody is asked about a project again, milliseconds: its references may be newer, or nobody answered. */
const ASK_AGAIN = 60_000
/** Projects whose questions are remembered; the one that was asked about longest ago goes first. */
const MAX_ASKED = 10_000
/** References that are kept, in bytes; who was learnt of longest ago goes first. */
export const MAX_KEPT_BYTES = 32 * 1024 * 1024

export interface KnownProject {
  readonly name: string
  readonly seq: number
  /** The newest references object, as a raw tag object. */
  readonly references: Uint8Array
}

export interface ProjectsLearnt {
  get(repo: Hex): KnownProject | null
  /** Somebody announced that he takes part in it, at the address that he was seen with. */
  ask(repo: Hex, at: PeerAddress): void
}

/** @param now milliseconds of a monotonous clock */
export function learnProjects(fetchMetainfo: FetchMetainfo, now: () => number): ProjectsLearnt {
  const projects = new Map<Hex, KnownProject>()
  const askedAt = new Map<Hex, number>()
  const waiting: { readonly repo: Hex; readonly at: PeerAddress }[] = []
  let running = 0
  let bytes = 0

  const forget = (repo: Hex) => {
    bytes -= projects.get(repo)?.references.length ?? 0
    projects.delete(repo)
  }

  const keep = (repo: Hex, project: KnownProject) => {
    if ((projects.get(repo)?.seq ?? -1) > project.seq) return
    forget(repo)
    projects.set(repo, project)
    bytes += project.references.length
    for (const oldest of projects.keys()) {
      if (bytes <= MAX_KEPT_BYTES) return
      forget(oldest)
    }
  }

  const next = () => {
    const question = running < MAX_AT_ONCE ? waiting.shift() : undefined
    if (!question) return
    const { repo, at } = question
    running++
    fetchMetainfo(at.address, at.port, repo)
      .then((bytes) => {
        const { references } = readMetainfo(bytes, repo)
        keep(repo, { name: references.name, seq: references.seq, references: references.bytes })
      })
      .catch(() => {
        // Away, or not what he says: the next one who announces it may do.
      })
      .finally(() => {
        running--
        next()
      })
  }

  return {
    get: (repo) => projects.get(repo) ?? null,
    ask(repo, at) {
      if (now() - (askedAt.get(repo) ?? -Infinity) < ASK_AGAIN || waiting.length >= MAX_WAITING) return
      askedAt.delete(repo)
      if (askedAt.size >= MAX_ASKED) askedAt.delete(askedAt.keys().next().value!)
      askedAt.set(repo, now())
      waiting.push({ repo, at })
      next()
    },
  }
}
