import { request, type IncomingMessage } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { hostAndPort, isDialable, withoutZone } from './address.ts'
import { failureText } from './failure-text.ts'
import { MAX_DIRECTORY, MAX_METAINFO, MAX_PREVIEW } from '../gtp/limits.ts'
import { FETCH_TIMEOUT, MAX_HTTP_HEADER } from './limits.ts'

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for all of it. */
  readonly timeoutMs?: number | undefined
}

/** What a node gives of a project over plain HTTP. */
interface SharedFile {
  readonly what: string
  /** After the repo hash. */
  readonly suffix: string
  readonly maxBytes: number
}
const METAINFO: SharedFile = { what: 'metainfo', suffix: '.gittorrent', maxBytes: MAX_METAINFO }
const DIRECTORY: SharedFile = { what: 'directory', suffix: '', maxBytes: MAX_DIRECTORY }
const PREVIEW: SharedFile = { what: 'preview', suffix: '.preview', maxBytes: MAX_PREVIEW }

/**
 * Asks a node for a metainfo, over plain HTTP. What comes is a stranger's bytes, not looked at here: whoever reads them
 * checks the repo hash and the signature.
 * @param address IP literal (BAD_INPUT for a name); redirects lead nowhere
 * AppError NO_PEERS (nobody answers, or not as a node does), UNKNOWN_PROJECT (it doesn't share that one), TOO_LARGE
 * (more than MAX_METAINFO), CANCELLED.
 */
export const fetchMetainfo = (address: string, port: number, repoHash: Hex, options?: FetchOptions) =>
  fetchShared(METAINFO, address, port, repoHash, options)

/** Asks a node for a preview, likewise: verifyPreview proves what came. */
export const fetchPreview = (address: string, port: number, repoHash: Hex, options?: FetchOptions) =>
  fetchShared(PREVIEW, address, port, repoHash, options)

/** Asks a node for its directory (GTP/0.2 section 7), likewise. */
export const fetchDirectory = (address: string, port: number, options?: FetchOptions) =>
  fetchAt('/directory', DIRECTORY, address, port, '', options)

/** Asks a node for what it holds of directories with these digests, likewise. @param digests 16 hex digits each */
export const fetchDirectories = (
  address: string,
  port: number,
  digests: readonly string[],
  options?: FetchOptions,
) => fetchAt(`/directories?${digests.join('')}`, DIRECTORY, address, port, '', options)

function fetchShared(
  file: SharedFile,
  address: string,
  port: number,
  repoHash: Hex,
  options?: FetchOptions,
): Promise<Uint8Array> {
  if (!/^[0-9a-f]{40}$/.test(repoHash)) {
    const error = new AppError('BAD_INPUT', `${repoHash} is not a repo hash`, 'give its 40 hex digits')
    return Promise.reject(error)
  }
  return fetchAt(`/${repoHash}${file.suffix}`, file, address, port, repoHash, options)
}

function fetchAt(
  path: string,
  file: SharedFile,
  address: string,
  port: number,
  what: string,
  { signal, timeoutMs = FETCH_TIMEOUT }: FetchOptions = {},
): Promise<Uint8Array> {
  const place = hostAndPort(address, port)
  return new Promise((resolve, reject) => {
    if (!isDialable(address)) {
      return reject(
        new AppError('BAD_INPUT', `${address} is not an IP address`, 'give the address in numbers'),
      )
    }
    const call = request({
      host: address,
      port,
      path,
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
      const refusal = refusalOf(file, response, place, what)
      if (refusal) return fail(refusal)
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (bytes: Buffer) => {
        size += bytes.length
        if (size > file.maxBytes) fail(tooLarge(file, place))
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

function refusalOf(
  file: SharedFile,
  { statusCode, headers }: IncomingMessage,
  place: string,
  repoHash: Hex,
): AppError | null {
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
  return Number(headers['content-length'] ?? 0) > file.maxBytes ? tooLarge(file, place) : null
}

const tooLarge = ({ what, maxBytes }: SharedFile, place: string) =>
  new AppError(
    'TOO_LARGE',
    `${place} sends a ${what} of more than ${maxBytes} bytes`,
    'ask its publisher to publish fewer branches and tags',
  )
