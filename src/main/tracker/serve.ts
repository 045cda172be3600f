import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { ANNOUNCE_PATH } from './announce-path.ts'
import { announce } from './announce.ts'
import { encodeAnswer } from './encode-answer.ts'
import { expire } from './forget.ts'
import { listSelf, type SelfPeer } from './list-self.ts'
import { renderTrackerPage, TRACKER_STYLE_HASH, type TrackerView } from './page.ts'
import { parseRequest } from './parse-request.ts'
import { createTrackerState, type TrackerRules } from './state.ts'
import type { AnnounceRequest, Answer, PeersAnswer } from './types.ts'
import { viewTracker } from './view-tracker.ts'

export interface TrackerCall {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** What follows the "?", as it came; '' where there is none. */
  readonly query: string
  /** IP literal of the other end; may have a zone or IPv6's mapping. */
  readonly source: string
  /** IP literal of this end, likewise; whoever has a `self` gives it. */
  readonly local?: string
}

export interface TrackerReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface TrackerOptions extends Partial<TrackerRules> {
  /** The newest references object that this node holds, as a raw tag object; null for none. */
  readonly references: (repo: Hex) => Uint8Array | null | Promise<Uint8Array | null>
  /** The node that this tracker is a part of, in a repository that it has; a lone tracker has none. */
  readonly self?: (repo: Hex) => SelfPeer | null
  /** For the page: null where only the hash is known. */
  readonly nameOf: (repo: Hex) => string | null
  /** An announce was taken, and its peer is listed. */
  readonly onListed?: (request: AnnounceRequest) => void
  /** Milliseconds of a monotonous clock. */
  readonly now?: () => number
  /** 0 up to but not including 1. */
  readonly random?: () => number
}

export interface Tracker {
  /** Answers `/announce`, and at `/` the page for people (HEAD there as GET: whoever sends it drops the body). */
  serve(call: TrackerCall): Promise<TrackerReply>
  view(): TrackerView
  /** Peers that it lists of a repository. */
  count(repo: Hex): number
}

/** A tracker without a socket: it is asked by whoever has one. */
export function createTracker(options: TrackerOptions): Tracker {
  const { references, self, nameOf, onListed, ...more } = options
  const { now = () => performance.now(), random = Math.random, ...rules } = more
  const state = createTrackerState(rules, now())
  const view = () => viewTracker(state, nameOf, now())

  const answerTo = async ({ query, source, local = '' }: TrackerCall): Promise<Answer> => {
    try {
      const request = parseRequest(query, source)
      const announced = announce(state, request, now(), random)
      if (announced.kind === 'failure') return announced
      if (request.event !== 'stopped') onListed?.(request)
      const own = self?.(request.repo)
      const answer = own ? listSelf(announced, request, own, local, random) : announced
      return request.references ? withReferences(answer, await references(request.repo)) : answer
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'BAD_INPUT') throw thrown
      return { kind: 'failure', status: 400, reason: `${thrown.message}: ${thrown.action}` }
    }
  }

  return {
    async serve(call) {
      if (call.path === '/' && (call.method === 'GET' || call.method === 'HEAD')) return pageReply(view())
      if (call.path !== '/' && call.path !== ANNOUNCE_PATH) {
        return textReply(404, 'There is nothing of that name here.\n')
      }
      if (call.method !== 'GET') {
        return textReply(405, 'Only GET is possible here.\n', { allow: 'GET', connection: 'close' })
      }
      return answerReply(await answerTo(call))
    },
    view,
    count(repo) {
      expire(state, now())
      return state.repos.get(repo)?.entries.size ?? 0
    },
  }
}

const withReferences = (answer: PeersAnswer, newest: Uint8Array | null): PeersAnswer => ({
  ...answer,
  references: newest === null ? [] : [newest],
})

function answerReply(answer: Answer): TrackerReply {
  const retry = answer.kind === 'failure' ? answer.retryAfter : undefined
  return {
    status: answer.kind === 'failure' ? answer.status : 200,
    headers: {
      'content-type': 'application/octet-stream',
      'cache-control': 'no-store',
      ...(retry === undefined ? {} : { 'retry-after': String(retry) }),
    },
    body: encodeAnswer(answer),
  }
}

const pageReply = (view: TrackerView): TrackerReply => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src ${TRACKER_STYLE_HASH}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  },
  body: Buffer.from(renderTrackerPage(view)),
})

const textReply = (status: number, text: string, headers: Record<string, string> = {}): TrackerReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: Buffer.from(text),
})
