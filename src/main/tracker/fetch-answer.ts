import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { AppError } from '../../shared/errors.ts'
import { trackerUrl } from './announce-url.ts'
import { ASK_TIMEOUT, MAX_ANSWER, MAX_ANSWER_HEADER } from './limits.ts'
import { checkAddress, checkedLookup } from './may-ask.ts'

/** What a tracker sent back; nothing of it is looked at yet. */
export interface HttpReply {
  readonly status: number
  /** The Retry-After header in seconds; null where there is none, or a date. */
  readonly retryAfter: number | null
  readonly body: Uint8Array
  /** IP literal that answered. */
  readonly address: string
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for all of it. */
  readonly timeoutMs?: number | undefined
}

/**
 * Asks a tracker. Redirects lead nowhere, and names only where checkAddress lets them.
 * @param tracker its URL as it was given
 * @param url the same with an announce (announceUrl)
 * AppError TRACKER_FAILED (nobody answers, or not in time), TOO_LARGE (more than MAX_ANSWER), BAD_INPUT (a URL that is
 * not asked), CANCELLED.
 */
export async function fetchAnswer(
  tracker: string,
  url: string,
  { signal, timeoutMs = ASK_TIMEOUT }: AskOptions = {},
): Promise<HttpReply> {
  const own = trackerUrl(tracker)
  const target = new URL(url)
  const literal = own.hostname.replace(/^\[|\]$/g, '')
  if (/^[\d.]+$|:/.test(literal)) checkAddress(own, literal)
  return await new Promise<HttpReply>((resolve, reject) => {
    const request = target.protocol === 'https:' ? requestHttps : requestHttp
    const call = request(target, {
      agent: false,
      headers: { accept: '*/*', connection: 'close' },
      maxHeaderSize: MAX_ANSWER_HEADER,
      lookup: checkedLookup(own),
    })
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      call.destroy()
    }
    const fail = (error: AppError) => {
      settle()
      reject(error)
    }
    const failed = (why: string) =>
      fail(
        new AppError(
          'TRACKER_FAILED',
          `the tracker at ${own.host} failed: ${why}`,
          'it is asked again later',
        ),
      )
    const onAbort = () =>
      fail(new AppError('CANCELLED', `the question to ${own.host} was given up`, 'ask again'))
    const onError = (error: Error) => (error instanceof AppError ? fail(error) : failed(failureText(error)))
    const timer = setTimeout(() => failed('no answer in time'), timeoutMs)

    call.on('error', onError)
    call.on('response', (response) => {
      // Once the socket is gone it knows its other end no more.
      const address = response.socket.remoteAddress ?? ''
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (bytes: Buffer) => {
        size += bytes.length
        if (size > MAX_ANSWER) fail(tooLarge(own))
        else chunks.push(bytes)
      })
      response.on('error', onError)
      response.on('end', () => {
        settle()
        resolve({ ...headOf(response), address, body: new Uint8Array(Buffer.concat(chunks)) })
      })
    })
    signal?.addEventListener('abort', onAbort)
    if (signal?.aborted) return onAbort()
    call.end()
  })
}

function headOf({ statusCode = 0, headers }: IncomingMessage) {
  const retry = headers['retry-after'] ?? ''
  return { status: statusCode, retryAfter: /^\d{1,9}$/.test(retry) ? Number(retry) : null }
}

const tooLarge = ({ host }: URL) =>
  new AppError(
    'TOO_LARGE',
    `the tracker at ${host} sends more than ${MAX_ANSWER} bytes`,
    'remove this tracker',
  )

const TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'it broke off the connection',
  ENOTFOUND: 'nobody knows that name',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'that computer is not to be found',
  ENETUNREACH: 'this computer is not on that network',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody vouches for its certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody vouches for its certificate',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

const failureText = (error: Error): string => {
  const { code = '' } = error as NodeJS.ErrnoException
  return TEXTS[code] ?? (code === '' ? error.message : `the connection failed (${code})`)
}
