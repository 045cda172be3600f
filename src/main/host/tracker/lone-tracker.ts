/** A tracker without a node around it, for a machine that is always on. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { networkInterfaces } from 'node:os'
import { chooseInterfaces } from '../../discovery/choose-interfaces.ts'
import { hostAndPort, normalizeAddress } from '../../net/address.ts'
import { fetchMetainfo } from '../../net/fetch-shared.ts'
import { listenHttp } from '../../net/http/listen-http.ts'
import { createRateBuckets } from '../../net/rate-buckets.ts'
import { ANNOUNCE_PATH } from '../../tracker/announce-path.ts'
import { DEFAULT_MAX_EXPIRES, FIRST_EXPIRES } from '../../tracker/limits.ts'
import { createTracker, type Tracker } from '../../tracker/serve.ts'
import { trackerAt } from './announce-urls.ts'
import { learnProjects } from './learn-projects.ts'

export { MAX_EXPIRES } from '../../tracker/limits.ts'

/** Where a lone tracker listens unless told otherwise: next to the nodes' usual port. */
export const TRACKER_PORT = 7412
const MAX_CONNECTIONS = 2_048
const MAX_CONNECTIONS_PER_ADDRESS = 64
/** Looks at the page, and at what isn't there, of one address. */
const LOOKS_PER_SECOND = 5
const LOOKS_BURST = 30
const MAX_BUCKETS = 4_096
/** References objects in answers, for each repository: one may have megabytes. */
const REFERENCES_PER_SECOND = 5
const REFERENCES_BURST = 20

export interface LoneTracker {
  /** What peers are told, at the address where others most likely find it. */
  readonly url: string
  /** Its page for people, likewise. */
  readonly page: string
  readonly port: number
  close(): Promise<void>
}

export interface LoneTrackerOptions {
  /** 0: any. */
  readonly port: number
  /** IP literal to listen at; undefined: all of this machine's. */
  readonly host?: string | undefined
  /** Seconds that `expires` grows to. */
  readonly maxExpires?: number | undefined
}

/** AppError PORT_IN_USE, PERMISSION, BAD_INPUT (no such address here). */
export async function startLoneTracker({
  port,
  host,
  maxExpires = DEFAULT_MAX_EXPIRES,
}: LoneTrackerOptions): Promise<LoneTracker> {
  const now = () => performance.now()
  const projects = learnProjects(fetchMetainfo, now)
  const answers = createRateBuckets(REFERENCES_PER_SECOND, REFERENCES_BURST, MAX_BUCKETS, now)
  const tracker = createTracker({
    maxExpires,
    firstExpires: Math.min(FIRST_EXPIRES, maxExpires),
    now,
    references: (repo) => (answers.take(repo) > 0 ? null : (projects.get(repo)?.references ?? null)),
    nameOf: (repo) => projects.get(repo)?.name ?? null,
    // Asked at the address that the announce came from: nobody can send a tracker to a third party.
    onListed: ({ repo, peerId, source, port }) => projects.ask(repo, { peerId, address: source, port }),
  })
  const listener = await listenHttp({
    host,
    port,
    maxConnections: MAX_CONNECTIONS,
    maxConnectionsPerAddress: MAX_CONNECTIONS_PER_ADDRESS,
    onHttp: answerWith(tracker),
  })
  const address = host ?? chooseInterfaces('auto', networkInterfaces())[0]?.address ?? '127.0.0.1'
  return {
    url: trackerAt({ address, port: listener.port }),
    page: `http://${hostAndPort(address, listener.port)}/`,
    port: listener.port,
    close: listener.close,
  }
}

function answerWith(tracker: Tracker): RequestListener {
  const looks = createRateBuckets(LOOKS_PER_SECOND, LOOKS_BURST, MAX_BUCKETS)
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const { url = '', method = '', socket } = request
    const source = normalizeAddress(socket.remoteAddress)
    const mark = url.indexOf('?')
    const path = mark < 0 ? url : url.slice(0, mark)
    const query = mark < 0 ? '' : url.slice(mark + 1)
    const isAnnounce = path === ANNOUNCE_PATH
    const wait = isAnnounce ? 0 : looks.take(source)
    if (wait > 0) return void response.writeHead(429, { 'retry-after': String(Math.ceil(wait)) }).end()
    const { status, headers, body } = await tracker.serve({ method, path, query, source })
    response.sendDate = false
    response.writeHead(status, {
      'content-length': body.length,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...headers,
    })
    response.end(method === 'HEAD' ? undefined : body)
  }
  return (request, response) => {
    respond(request, response).catch(() => response.destroy())
  }
}
