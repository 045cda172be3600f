import { request, type IncomingMessage } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { hostAndPort, isDialable, withoutZone } from './address.ts'
import { failureText } from './failure-text.ts'
import { FETCH_TIMEOUT, MAX_FETCH, MAX_HTTP_HEADER } from './limits.ts'

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for all of it. */
  readonly timeoutMs?: number | undefined
}

/**
 * Asks a node for a metainfo, over plain HTTP. What comes is a stranger's bytes, not looked at here: whoever reads them
 * checks the repo hash and the signature.
 * @param address IP literal (BAD_INPUT for a name); redirects lead nowhere
 * AppError NO_PEERS (nobody answers, or not as a node does), UNKNOWN_PROJECT (it doesn't share that one), TOO_LARGE
 * (more than MAX_METAINFO), CANCELLED.
 */
export function fetchMetainfo(
  address: string,
  port: number,
  repoHash: Hex,
  { signal, timeoutMs = FETCH_TIMEOUT }: FetchOptions = {},
): Promise<Uint8Array> {
  const place = hostAndPort(address, port)
  return new Promise((resolve, reject) => {
    if (!isDialable(address)) {
      return reject(
        new AppError('BAD_INPUT', `${address} is not an IP address`, 'give the address in numbers'),
      )
    }
    if (!/^[0-9a-f]{40}$/.test(repoHash)) {
      return reject(new AppError('BAD_INPUT', `${repoHash} is not a repo hash`, 'give its 40 hex digits'))
    }
    const call = request({
      host: address,
      port,
      path: `/${repoHash}.gittorrent`,
      headers: { host: hostAndPort(withoutZone(address), port), connection: 'close' },
      agent: false,
      maxHeaderSize: MAX_HTTP_HEADER,
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
          'NO_PEERS',
          `${place} gave no project: ${why}`,
          'check that it is on and on your network',
        ),
      )
    const onAbort = () =>
      fail(new AppError('CANCELLED', `the question to ${place} was given up`, 'ask again'))
    const timer = setTimeout(() => failed('no answer in time'), timeoutMs)

    call.on('error', (error) => failed(failureText(error)))
    call.on('response', (response) => {
      const refusal = refusalOf(response, place, repoHash)
      if (refusal) return fail(refusal)
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (bytes: Buffer) => {
        size += bytes.length
        if (size > MAX_FETCH) fail(tooLarge(place))
        else chunks.push(bytes)
      })
      response.on('error', (error) => failed(failureText(error)))
      response.on('end', () => {
        settle()
        resolve(new Uint8Array(Buffer.concat(chunks)))
      })
    })
    signal?.addEventListener('abort', onAbort)
    if (signal?.aborted) return onAbort()
    call.end()
  })
}

function refusalOf({ statusCode, headers }: IncomingMessage, place: string, repoHash: Hex): AppError | null {
  if (statusCode === 404) {
    return new AppError(
      'UNKNOWN_PROJECT',
      `${place} does not share ${repoHash}`,
      'ask its publisher for a new link',
    )
  }
  if (statusCode !== 200) {
    return new AppError('NO_PEERS', `${place} answered with status ${statusCode}`, 'try again in a moment')
  }
  return Number(headers['content-length'] ?? 0) > MAX_FETCH ? tooLarge(place) : null
}

const tooLarge = (place: string) =>
  new AppError(
    'TOO_LARGE',
    `${place} sends a metainfo of more than ${MAX_FETCH} bytes`,
    'ask its publisher to publish fewer branches and tags',
  )
