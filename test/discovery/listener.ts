/** Collects a node's events, those of this test's people alone, and waits for what they should come to. */
import type { Discovery, DiscoveryEvent } from '../../src/main/discovery/types.ts'
import { isOurs } from './adverts.ts'

/** However long a machine takes that has much else to do, milliseconds. */
const PATIENCE = 60_000

export interface Listener {
  readonly events: readonly DiscoveryEvent[]
  readonly handle: (event: DiscoveryEvent) => void
  /** Names of the nodes, and `holder/project@seq` of the projects, that are there by the events so far; sorted. */
  readonly present: () => string[]
  /** Resolves once `condition` holds; rejects with what is there after a while. */
  readonly until: (condition: () => boolean, timeout?: number) => Promise<void>
}

export function createListener(): Listener {
  const events: DiscoveryEvent[] = []
  const nodes = new Map<string, string>()
  const projects = new Map<string, string>()
  const waiting = new Set<() => void>()
  const present = () => [
    ...[...nodes.values()].sort(),
    ...[...projects].map(([key, label]) => `${nodes.get(key.slice(0, 40)) ?? '?'}/${label}`).sort(),
  ]

  const handle = (event: DiscoveryEvent) => {
    if (
      event.type !== 'trouble' &&
      event.type !== 'network-changed' &&
      !isOurs(event.type === 'node-seen' ? event.node.peerId : event.peerId)
    )
      return
    events.push(event)
    if (event.type === 'node-seen') nodes.set(event.node.peerId, event.node.name)
    if (event.type === 'node-gone') nodes.delete(event.peerId)
    if (event.type === 'project-seen')
      projects.set(event.peerId + event.project.repoHash, `${event.project.name}@${event.project.seq}`)
    if (event.type === 'project-gone') projects.delete(event.peerId + event.repoHash)
    for (const check of waiting) check()
  }

  const until = (condition: () => boolean, timeout = PATIENCE) =>
    new Promise<void>((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer)
        waiting.delete(check)
        end()
      }
      const check = () => condition() && settle(resolve)
      const timer = setTimeout(
        () => settle(() => reject(new Error(`still waiting; there is ${JSON.stringify(present())}`))),
        timeout,
      )
      waiting.add(check)
      check()
    })

  return { events, handle, present, until }
}

/** Starts `discovery` with a new listener. */
export async function listen(discovery: Discovery): Promise<Listener> {
  const listener = createListener()
  await discovery.start(listener.handle)
  return listener
}
