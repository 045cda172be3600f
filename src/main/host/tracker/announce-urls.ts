/** Where trackers are asked: every node has one. */
import { MAX_TRACKERS } from '../../gtp/limits.ts'
import type { LinkAddress } from '../../gtp/link.ts'
import { hostAndPort } from '../../net/address.ts'
import { ANNOUNCE_PATH } from '../../tracker/announce-path.ts'
import type { HostContext, ProjectEntry } from '../context.ts'

/** The tracker of the node at an IP literal. */
export const trackerAt = ({ address, port }: LinkAddress): string =>
  `http://${hostAndPort(address, port)}${ANNOUNCE_PATH}`

/** This node's own, at the addresses where others find it. */
const ownTrackers = (context: HostContext): string[] =>
  context.addresses().map((address) => trackerAt({ address, port: context.port }))

/** The trackers that a metainfo from this node lists: its own first, then those that it was told of. */
export const trackersToTell = (context: HostContext, entry: ProjectEntry): string[] =>
  firstOf([...ownTrackers(context), ...toldOf(context, entry)])

/** By the user for what he publishes, and by whoever it was joined from. */
const toldOf = ({ settings }: HostContext, { record }: ProjectEntry): readonly string[] =>
  record.role === 'publisher' ? firstOf([...settings.current.trackers, ...record.trackers]) : record.trackers

/** The trackers to ask about a project: those that it was told of, but not itself. */
export function trackersToAsk(context: HostContext, entry: ProjectEntry): string[] {
  const told = toldOf(context, entry)
  if (told.length === 0) return []
  const loopback = ['127.0.0.1', '::1'].map((address) => trackerAt({ address, port: context.port }))
  const own = new Set([...ownTrackers(context), ...loopback])
  return told.filter((url) => !own.has(url))
}

/** What to remember of the trackers that a metainfo lists and the nodes that a link names: each once, MAX_TRACKERS at most. */
export const trackersOf = (listed: readonly string[], places: readonly LinkAddress[]): string[] =>
  firstOf([...listed, ...places.map(trackerAt)])

const firstOf = (trackers: readonly string[]) => [...new Set(trackers)].slice(0, MAX_TRACKERS)
