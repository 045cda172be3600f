import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { encodeBencode } from '../../gtp/bencode.ts'
import { groupOf, normalizeAddress } from '../address.ts'
import {
  HTTP_REQUESTS_BURST,
  HTTP_REQUESTS_PER_SECOND,
  MAX_ANNOUNCE_QUERY,
  MAX_DIGESTS,
  MAX_HTTP_PATH,
  MAX_RATE_BUCKETS,
} from '../limits.ts'
import { createRateBuckets } from '../rate-buckets.ts'
import { answer } from './answer.ts'
import { contentDisposition } from './content-disposition.ts'
import { createGuestAnswers } from './guest-git.ts'
import { isLocalName } from './local-name.ts'
import { renderPage } from './page.ts'
import type { PublicReply, PublicSource } from './source.ts'

const METAINFO_PATH = /^\/([0-9a-f]{40})\.gittorrent$/
const PREVIEW_PATH = /^\/([0-9a-f]{40})\.preview$/
const DIRECTORIES = new RegExp(`^/directories\\?((?:[0-9a-f]{16}){1,${MAX_DIGESTS}})$`)
const ANNOUNCE = /^\/announce(?:\?(?<query>.*))?$/s

/**
 * What a node answers to plain HTTP from its network, reads alone: `/`, a page for people, `/<repo hash>.gittorrent`, a
 * metainfo, `/directory`, what else there is, `/directories?<digests>`, what it holds of others', `/<repo hash>.preview`, what a newcomer looks at first, `/<name>.git/…`, what plain git clones, and `/announce`, the tracker. At most HTTP_REQUESTS_PER_SECOND
 * for each address (of IPv6: each /64).
 */
export function createPublicHttp(source: PublicSource): RequestListener {
  const buckets = createRateBuckets(HTTP_REQUESTS_PER_SECOND, HTTP_REQUESTS_BURST, MAX_RATE_BUCKETS)
  const answerGuest = createGuestAnswers(source)

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const seconds = buckets.take(groupOf(request.socket.remoteAddress))
    if (seconds > 0) {
      const wait = { 'retry-after': String(Math.ceil(seconds)) }
      return answer(request, response, 429, 'Too many requests; wait a moment.\n', wait)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      // A body may follow that nobody wants.
      const headers = { allow: 'GET, HEAD', connection: 'close' }
      return answer(request, response, 405, 'Only reading is possible here.\n', headers)
    }
    if (!isLocalName(request.headers.host)) {
      return answer(request, response, 421, "Open this page by the computer's IP address.\n")
    }
    const url = request.url ?? ''
    const announce = ANNOUNCE.exec(url)
    if (announce) {
      const reply = await announceTo(source, request, announce.groups?.query ?? '')
      return reply
        ? answer(request, response, reply.status, reply.body, reply.headers)
        : answer(request, response, 404, 'There is no tracker here.\n')
    }
    const path = url.length > MAX_HTTP_PATH ? '' : url.replace(/[?#].*$/s, '')
    if (path === '/') {
      const page = renderPage(source.node(), source.projects(), request.headers.host ?? '')
      return answer(request, response, 200, page, { 'content-type': 'text/html; charset=utf-8' })
    }
    const directory = path === '/directory' ? source.directory() : null
    if (directory !== null) {
      return answer(request, response, 200, directory, { 'content-type': 'application/octet-stream' })
    }
    const digests = DIRECTORIES.exec(url)?.[1]?.match(/.{16}/g)
    const directories = digests ? source.directories(digests) : null
    if (directories !== null) {
      return answer(request, response, 200, directories, { 'content-type': 'application/octet-stream' })
    }
    if (await answerGuest(request, response, path)) return
    const previewed = PREVIEW_PATH.exec(path)?.[1]
    const preview = previewed === undefined ? null : await source.preview(previewed)
    if (preview !== null) {
      return answer(request, response, 200, preview, { 'content-type': 'application/octet-stream' })
    }
    const repoHash = METAINFO_PATH.exec(path)?.[1]
    const metainfo = repoHash === undefined ? null : await source.metainfo(repoHash)
    if (metainfo === null) return answer(request, response, 404, 'There is nothing of that name here.\n')
    const name = source.nameOf(repoHash!) ?? repoHash!
    answer(request, response, 200, metainfo, {
      'content-type': 'application/x-gittorrent',
      'content-disposition': contentDisposition(name),
    })
  }

  return (request, response) => {
    respond(request, response).catch(() => {
      if (response.headersSent) response.destroy()
      else answer(request, response, 500, 'That failed here; try again later.\n')
    })
  }
}

/** A tracker is read by programs: they are told what is wrong in its own words, bencoded. */
async function announceTo(
  source: PublicSource,
  { method = '', socket }: IncomingMessage,
  query: string,
): Promise<PublicReply | null> {
  if (query.length > MAX_ANNOUNCE_QUERY) {
    const reason = `the query is longer than ${MAX_ANNOUNCE_QUERY} characters: leave out some keys`
    return {
      status: 400,
      headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
      body: encodeBencode({ 'failure reason': reason }),
    }
  }
  return source.announce({
    method,
    query,
    source: normalizeAddress(socket.remoteAddress),
    local: normalizeAddress(socket.localAddress),
  })
}
