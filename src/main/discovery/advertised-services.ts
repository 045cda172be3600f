/** An advert as DNS-SD services: one for the node, one for each project. */
import { MAX_NAME, MAX_NICKNAME } from '../gtp/limits.ts'
import { cleanNickname, cleanText } from '../gtp/text.ts'
import type { Hex, Person } from '../../shared/model.ts'
import { MAX_ADVERTISED_ALTERNATIVES, MAX_ADVERTISED_PROJECTS, SERVICE_DOMAIN } from './limits.ts'
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

/** The services that say `advert`, the node's first. Names are cut to fit; the first MAX_ADVERTISED_PROJECTS count. */
export function advertisedServices({ node, projects }: Advert): AdvertisedService[] {
  // A label of our own: taking the machine's would make its own responder rename itself.
  const host = `gt-${node.peerId.slice(0, 16)}.local`
  const service = (instance: string, txt: Txt) => ({ instance, host, port: node.port, txt })
  return [
    service(nodeInstance(node.peerId), nodeTxt(node)),
    ...projects
      .slice(0, MAX_ADVERTISED_PROJECTS)
      .map((project) => service(projectInstance(node.peerId, project.repoHash), projectTxt(node, project))),
  ]
}

function nodeTxt(node: NodeAdvert): Txt {
  return {
    v: TXT_VERSION,
    kind: 'node',
    id: node.peerId,
    port: String(node.port),
    name: fitTxt('name', nickname(node)),
    seq: String(node.directorySeq),
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
