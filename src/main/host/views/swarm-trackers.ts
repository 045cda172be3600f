import type { Person } from '../../../shared/model.ts'
import type { SwarmTracker } from '../../../shared/swarm-model.ts'
import type { SwarmView } from '../../engine/types.ts'
import type { AskedTracker } from '../../tracker/client.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { isShared } from '../projects/is-shared.ts'
import { trackerAt } from '../tracker/announce-urls.ts'

/** The tracker in this node, where it tracks the project, and those that are asked about it. */
export function trackersOf(
  context: HostContext,
  home: ProjectEntry,
  peers: SwarmView['peers'],
  now: number,
): SwarmTracker[] {
  const asked = context.announcers.view(home).map((tracker) => askedTracker(tracker, peers, now))
  if (!isShared(home)) return asked
  const person = { name: context.settings.current.name, peerId: context.identity.peerId }
  const own = { url: '', person, state: 'serving', expires: null, next: null } as const
  return [{ ...own, peers: context.tracker.count(home.record.repoHash) }, ...asked]
}

function askedTracker(
  { url, state, expiresIn, nextIn }: AskedTracker,
  peers: SwarmView['peers'],
  now: number,
): SwarmTracker {
  const at = (ahead: number | null) => ahead && Math.round(now + ahead)
  return { url, person: whose(url, peers), state, peers: null, expires: at(expiresIn), next: at(nextIn) }
}

/** Trackers are in nodes: at the place where a connected peer listens, it is his. */
function whose(url: string, peers: SwarmView['peers']): Person | null {
  const found = peers.find(({ address, port }) => port !== 0 && trackerAt({ address, port }) === url)
  return found ? { name: found.name, peerId: found.peerId } : null
}
