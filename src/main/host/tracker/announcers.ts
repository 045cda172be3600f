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
import type { HostContext, ProjectEntry } from '../context.ts'
import { trackersToAsk } from './announce-urls.ts'
import { transferOf } from './transfer-of.ts'

export interface Announcers {
  /** Announces what the node takes part in now, and nothing else. */
  follow(): void
  /** How it stands with the trackers that are asked about a project. */
  view(entry: ProjectEntry): readonly AskedTracker[]
  /** Tells all trackers that this node goes; settles within STOP_TIMEOUT. */
  stop(): Promise<void>
}

type Edge = Pick<AnnouncerOptions, 'fetch' | 'now' | 'random' | 'setTimer'>

export function createAnnouncers(context: HostContext, edge: Edge = clientEdge): Announcers {
  const running = new Map<ProjectEntry, { readonly trackers: string; readonly announcer: Announcer }>()
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

  return {
    follow() {
      if (stopped) return
      for (const entry of context.entries.values()) {
        const trackers = takesPart(entry) ? trackersToAsk(context, entry) : []
        const before = running.get(entry)
        if (trackers.length === 0 || before?.trackers === trackers.join('\n')) continue
        void before?.announcer.stop()
        const announcer = create(entry, trackers)
        running.set(entry, { trackers: trackers.join('\n'), announcer })
        announcer.start()
      }
      for (const [entry, { announcer }] of running) {
        if (takesPart(entry) && context.entries.get(entry.record.repoHash) === entry) continue
        running.delete(entry)
        void announcer.stop()
      }
    },
    view: (entry) => running.get(entry)?.announcer.view() ?? [],
    async stop() {
      stopped = true
      await Promise.all([...running.values()].map(({ announcer }) => announcer.stop()))
      running.clear()
    },
  }
}

const takesPart = ({ record, leaving }: ProjectEntry) => !leaving && record.state !== 'failed'

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
  for (const peer of peers) context.swarm.input({ type: 'candidate', repo, peer })
}
