/** Tells trackers that this node takes part in a project, and the engine of whom they name. */
import type { Hex } from '../../../shared/model.ts'
import { clientEdge } from '../../tracker/client-edge.ts'
import {
  createAnnouncer,
  type Announcer,
  type AnnouncerOptions,
  type AskedTracker,
} from '../../tracker/client.ts'
import { MAX_PEERS } from '../../tracker/limits.ts'
import type { PeersAnswer } from '../../tracker/types.ts'
import { fetchMetainfo } from '../../net/fetch-shared.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { trackersToAsk } from './announce-urls.ts'
import { createFilesFirst } from './files-first.ts'
import type { FetchMetainfo } from '../nearby/metainfo-queue.ts'
import { createTrackerLearner } from './learn-trackers.ts'
import { createNeighbours } from './neighbours.ts'
import { createSparing, type Sparing } from './sparing.ts'
import { transferOf } from './transfer-of.ts'
import { inBackground } from '../in-background.ts'

export interface Announcers {
  /** Announces what the node takes part in now, and nothing else. */
  follow(): void
  /** The network is another one, or the machine has slept. */
  moved(): void
  /** How it stands with the trackers that are asked about a project. */
  view(entry: ProjectEntry): readonly AskedTracker[]
  /** Tells all trackers that this node goes; settles within STOP_TIMEOUT. */
  stop(): Promise<void>
}

interface Edge extends Pick<AnnouncerOptions, 'fetch' | 'now' | 'random' | 'setTimer'> {
  readonly fetchMetainfo: FetchMetainfo
}

/** Trackers in the nodes of peers, which all ask, and outside ones, which a couple asks for all. One at a time of each. */
const kinds = ['nodes', 'outside'] as const
type Kind = (typeof kinds)[number]

interface Announced {
  readonly sparing: Sparing
  readonly by: Record<Kind, { readonly urls: string; readonly announcer: Announcer } | null>
  /** Settles when the trackers that are not asked any more, or as another kind, were told. */
  leaving: Promise<unknown> | null
}

export function createAnnouncers(
  context: HostContext,
  edge: Edge = { ...clientEdge, fetchMetainfo },
): Announcers {
  const running = new Map<ProjectEntry, Announced>()
  const neighbours = createNeighbours(context)
  const comesLater = createFilesFirst(context, edge.now)
  const learner = createTrackerLearner(context, edge.fetchMetainfo, edge.now)
  const began = edge.now()
  let stopped = false

  const create = (entry: ProjectEntry, trackers: readonly string[]) =>
    createAnnouncer({
      ...edge,
      repo: entry.record.repoHash,
      trackers,
      self: () => selfAs(context, entry),
      onAnswer: ({ peers }) => hear(context, entry.record.repoHash, peers),
      // It is asked again, others are asked meanwhile, and peers are found in other ways: nobody has to act.
      onTrouble: () => {},
    })

  const enter = (entry: ProjectEntry): Announced => {
    const listens = context.discovery ? began : null
    const sparing = createSparing(context.identity.peerId, entry.record.repoHash, listens, edge.now())
    const announced: Announced = { sparing, by: { nodes: null, outside: null }, leaving: null }
    running.set(entry, announced)
    return announced
  }

  const tend = (entry: ProjectEntry): void => {
    const trackers = trackersToAsk(context, entry)
    if (trackers.length === 0 && !running.has(entry)) return
    const announced = running.get(entry) ?? enter(entry)
    const { sparing, by } = announced
    const mayAsk = sparing.mayAsk(neighbours.of(entry.record.repoHash), entry.known === null, edge.now())
    for (const kind of kinds) {
      const asked = trackers.filter((url) => neighbours.isNodes(url) === (kind === 'nodes'))
      const urls = asked.join('\n')
      const before = by[kind]
      if ((before?.urls ?? '') === urls) continue
      by[kind] = asked.length === 0 ? null : { urls, announcer: create(entry, asked) }
      if (before) leave(announced, before.announcer)
    }
    // What was asked as one kind may be asked as the other one from now on: its farewell comes before the greeting.
    if (announced.leaving) return
    by.nodes?.announcer.start()
    if (mayAsk) by.outside?.announcer.start()
    else by.outside?.announcer.rest()
  }

  const leave = (announced: Announced, announcer: Announcer) => {
    const leaving = Promise.all([announced.leaving, announcer.stop()]).then(() => {
      if (announced.leaving !== leaving) return
      announced.leaving = null
      follow()
    })
    announced.leaving = leaving
  }

  const follow = () => {
    if (stopped) return
    for (const entry of context.entries.values()) {
      if (!takesPart(entry) || (!running.has(entry) && comesLater(entry))) continue
      learner.tend(entry)
      tend(entry)
    }
    for (const [entry, announced] of running) {
      if (takesPart(entry) && context.entries.get(entry.record.repoHash) === entry) continue
      running.delete(entry)
      inBackground(context, stopAll(announced), entry)
    }
  }

  return {
    follow,
    moved() {
      for (const announced of running.values())
        for (const announcer of announcersOf(announced)) announcer.moved()
    },
    view: (entry) => announcersOf(running.get(entry)).flatMap((announcer) => [...announcer.view()]),
    async stop() {
      stopped = true
      await Promise.all([...running.values()].map(stopAll))
      running.clear()
    },
  }
}

const announcersOf = (announced: Announced | undefined): Announcer[] =>
  kinds.flatMap((kind) => announced?.by[kind]?.announcer ?? [])

const stopAll = (announced: Announced) =>
  Promise.all(announcersOf(announced).map((announcer) => announcer.stop()))

/** Before its first references are signed there is nothing to be had of an own project. */
const takesPart = ({ record, leaving, known }: ProjectEntry) =>
  !leaving && record.state !== 'failed' && (record.role !== 'publisher' || known !== null)

function selfAs(context: HostContext, entry: ProjectEntry) {
  const { identity, port } = context
  // References come from the peers, who are asked anyway.
  return {
    peerId: identity.peerId,
    port,
    ...transferOf(context, entry),
    peers: MAX_PEERS,
    references: false,
  }
}

/** Hints like those of discovery: whoever is found there proves who he is. */
function hear(context: HostContext, repo: Hex, peers: PeersAnswer['peers']): void {
  for (const peer of peers) context.swarm.input({ type: 'candidate', repo, peer, far: true })
}
