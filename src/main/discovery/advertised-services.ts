/** An advert as DNS-SD services: one for the node, one for each project. */
import { MAX_NAME, MAX_NICKNAME } from '../gtp/limits.ts'
import { cleanNickname, cleanText } from '../gtp/text.ts'
import type { Hex, Person } from '../../shared/model.ts'
import { directoryDigest, encodeDirectory } from './directory-document.ts'
import { MAX_ADVERTISED_ALTERNATIVES, SERVICE_DOMAIN } from './limits.ts'
import { fitTxt, type Txt } from './txt.ts'
import type { Advert, NodeAdvert, ProjectAdvert } from './types.ts'

export const TXT_VERSION = '1'

export interface AdvertisedService {
  /** The first label of its name. It stays when names change: a rename is new data, not another service. */
  readonly instance: string
  readonly host: string
  readonly port: number
  readonly txt: Txt
}

/** Unique by key, so no probing is needed, and no node's goodbye takes another's service away. */
export const nodeInstance = (peerId: Hex): string => `node-${peerId.slice(0, 16)}`
export const projectInstance = (peerId: Hex, repoHash: Hex): string =>
  `repo-${repoHash.slice(0, 16)}-${peerId.slice(0, 16)}`

/** A full name, as records and goodbyes have it. */
export const serviceName = (instance: string): string => `${instance}.${SERVICE_DOMAIN}`

export interface Advertised {
  /** What is said by multicast, the node's own first. */
  readonly services: readonly AdvertisedService[]
  /** All projects, for who asks the node. */
  readonly document: Uint8Array
}

/**
 * What says `advert`; names are cut to fit.
 * @param few projects that are services of their own; the node's service tells whether its directory has more
 */
export function advertised({ node, projects }: Advert, few: number): Advertised {
  // A label of our own: taking the machine's would make its own responder rename itself.
  const host = `gt-${node.peerId.slice(0, 16)}.local`
  const service = (instance: string, txt: Txt) => ({ instance, host, port: node.port, txt })
  const all = projects.map((project) => ({ project, txt: projectTxt(node, project) }))
  const document = encodeDirectory(all.map(({ txt }) => txt))
  const shown = all.slice(0, few)
  const digest = shown.length < all.length ? directoryDigest(document) : null
  const services = [
    service(nodeInstance(node.peerId), nodeTxt(node, digest)),
    ...shown.map(({ project, txt }) => service(projectInstance(node.peerId, project.repoHash), txt)),
  ]
  return { services, document }
}

function nodeTxt(node: NodeAdvert, digest: string | null): Txt {
  return {
    v: TXT_VERSION,
    kind: 'node',
    id: node.peerId,
    port: String(node.port),
    name: fitTxt('name', nickname(node)),
    seq: String(node.directorySeq),
    ...(digest !== null && { dir: digest }),
  }
}

function projectTxt(node: Person, project: ProjectAdvert): Txt {
  const { repoHash, publisher, seq, complete } = project
  const alternatives = project.alternatives.slice(0, MAX_ADVERTISED_ALTERNATIVES)
  return {
    v: TXT_VERSION,
    kind: 'repo',
    id: node.peerId,
    repo: repoHash,
    name: fitTxt('name', cleanText(project.name, MAX_NAME) || repoHash.slice(0, 8)),
    pub: publisher.peerId,
    by: fitTxt('by', nickname(publisher)),
    seq: String(seq),
    // A key without a value would come back as another key from some readers.
    ...(alternatives.length > 0 && { alt: alternatives.join(',') }),
    done: complete ? '1' : '0',
  }
}

const nickname = ({ name, peerId }: Person) => cleanNickname(name, MAX_NICKNAME, peerId.slice(0, 8))
