/** Reads what a stranger's service says. Pure and total: whatever is not as we would have sent it is null. */
import { isIPv4 } from 'node:net'
import { MAX_NAME, MAX_NICKNAME } from '../gtp/limits.ts'
import { cleanNickname, cleanText } from '../gtp/text.ts'
import type { Hex, Person } from '../../shared/model.ts'
import { nodeInstance, projectInstance, serviceName, TXT_VERSION } from './advertised-services.ts'
import { MAX_ADDRESSES, MAX_ADVERTISED_ALTERNATIVES } from './limits.ts'
import { isLinkLocal, type OnLink } from './on-link.ts'
import type { Txt } from './txt.ts'
import type { DiscoveryEvent, NodeAdvert, ProjectAdvert } from './types.ts'

/** One service as its records say. */
export interface HeardService {
  /** Full name, in lower case. */
  readonly name: string
  readonly port: number
  readonly txt: Txt
  /** From A and AAAA records. */
  readonly addresses: readonly string[]
  /** Where the packet came from. */
  readonly referer: string
}

interface Place {
  readonly peerId: Hex
  /** IP literals, best first, at least one. */
  readonly addresses: readonly string[]
  readonly port: number
}

export type Sighting =
  | (Place & {
      readonly kind: 'node'
      readonly node: NodeAdvert
      /** The digest of its directory, where that has projects which are no services; null: all are. */
      readonly more: string | null
    })
  | (Place & { readonly kind: 'project'; readonly project: ProjectAdvert })

/** What `heard` says, or null. `onLink` tells which addresses may be a neighbour's on the link where it was heard. */
export function parseService(heard: HeardService, onLink: OnLink): Sighting | null {
  const { txt } = heard
  const peerId = hash(txt['id'])
  const port = portOf(heard.port)
  const addresses = addressesOf(heard, onLink)
  if (txt['v'] !== TXT_VERSION || peerId === null || port === null || addresses.length === 0) return null
  const place = { peerId, addresses, port }
  if (txt['kind'] === 'node') {
    const node = parseNode(txt, peerId)
    if (node === null || node.port !== port || heard.name !== serviceName(nodeInstance(peerId))) return null
    return { kind: 'node', node, more: /^[0-9a-f]{16}$/.exec(txt['dir'] ?? '')?.[0] ?? null, ...place }
  }
  if (txt['kind'] === 'repo') {
    const project = parseProject(txt)
    if (project === null || heard.name !== serviceName(projectInstance(peerId, project.repoHash))) return null
    return { kind: 'project', project, ...place }
  }
  return null
}

/** Who speaks in another version of the format, as far as that says: its `v`, `kind` and `id` stay what they are. */
export function otherVersion({
  txt,
  name,
}: HeardService): Extract<DiscoveryEvent, { type: 'other-version' }> | null {
  const peerId = hash(txt['id'])
  const version = natural(txt['v'])
  if (version === null || String(version) === TXT_VERSION || txt['kind'] !== 'node' || peerId === null)
    return null
  if (name !== serviceName(nodeInstance(peerId))) return null
  return { type: 'other-version', ...person(txt['name'], peerId), newer: version > Number(TXT_VERSION) }
}

function parseNode(txt: Txt, peerId: Hex): NodeAdvert | null {
  const port = portOf(natural(txt['port']))
  const directorySeq = natural(txt['seq'])
  return port === null || directorySeq === null
    ? null
    : { ...person(txt['name'], peerId), port, directorySeq }
}

function parseProject(txt: Txt): ProjectAdvert | null {
  const repoHash = hash(txt['repo'])
  const publisher = hash(txt['pub'])
  const seq = natural(txt['seq'])
  const name = cleanText(txt['name'] ?? '', MAX_NAME)
  const alternatives = hashes(txt['alt'])
  const complete = flag(txt['done'])
  if (repoHash === null || publisher === null || seq === null || name === '') return null
  if (alternatives === null || complete === null) return null
  return { repoHash, name, publisher: person(txt['by'], publisher), seq, alternatives, complete }
}

const person = (name: string | undefined, peerId: Hex): Person => ({
  name: cleanNickname(name ?? '', MAX_NICKNAME, peerId.slice(0, 8)),
  peerId,
})

const hash = (text: string | undefined): Hex | null =>
  text !== undefined && /^[0-9a-f]{40}$/.test(text) ? text : null

function hashes(text: string | undefined): Hex[] | null {
  if (text === undefined) return []
  const list = text.split(',')
  if (list.length > MAX_ADVERTISED_ALTERNATIVES || new Set(list).size < list.length) return null
  return list.every((item) => hash(item) !== null) ? list : null
}

function natural(text: string | undefined): number | null {
  if (text === undefined || !/^(0|[1-9]\d{0,15})$/.test(text)) return null
  return Number.isSafeInteger(Number(text)) ? Number(text) : null
}

const portOf = (port: number | null): number | null =>
  port !== null && Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null

const flag = (text: string | undefined): boolean | null => (text === '1' ? true : text === '0' ? false : null)

/** The referer's own address first, for a packet came from it; IPv4 next; link-local IPv6 only as a last resort. */
function addressesOf({ addresses, referer }: HeardService, onLink: OnLink): string[] {
  const near = [...new Set(addresses)].filter(onLink)
  const global = near.filter((address) => isIPv4(address) || !isLinkLocal(address))
  const usable = global.length > 0 ? global : onLink(referer) ? [referer] : near
  const rank = (address: string) => (address === referer ? 0 : isIPv4(address) ? 1 : 2)
  return usable.sort((a, b) => rank(a) - rank(b)).slice(0, MAX_ADDRESSES)
}
