/** git's dumb protocol (gitprotocol-http): files of a repository, read one by one. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../shared/errors.ts'
import { normalizeAddress } from '../address.ts'
import {
  GUEST_PATIENCE,
  GUEST_PIECE,
  GUEST_RETRY_AFTER,
  GUEST_SLOTS,
  GUEST_SLOTS_PER_ADDRESS,
  HTTP_IDLE_TIMEOUT,
  MAX_GUEST_REQUESTS,
  MAX_GUEST_REQUESTS_PER_ADDRESS,
} from '../limits.ts'
import { createSlots } from '../slots.ts'
import { answer, SECURITY } from './answer.ts'
import type { PublicSource } from './source.ts'
import { createThrottle } from './throttle.ts'
import { createTurnstile } from './turnstile.ts'

const GUEST_PATH = /^\/([\w][\w.-]{0,79})\.git\/([\w/.-]{1,120})$/

/** What guests have in common: how many there are, and how fast they read. One for each node. */
export function createGuestAnswers(source: Pick<PublicSource, 'guest' | 'guestTraffic'>) {
  const requests = createSlots(MAX_GUEST_REQUESTS, MAX_GUEST_REQUESTS_PER_ADDRESS)
  const readers = createTurnstile(GUEST_SLOTS, GUEST_SLOTS_PER_ADDRESS)
  const throttle = createThrottle(() => source.guestTraffic?.rate() ?? null)

  const sendPack = async (response: ServerResponse, file: string, address: string) => {
    const gone = new AbortController()
    response.once('close', () => gone.abort(new Error('the guest has left')))
    response.setTimeout(GUEST_PATIENCE)
    const leave = await readers.enter(address, gone.signal)
    response.setTimeout(HTTP_IDLE_TIMEOUT)
    source.guestTraffic?.reading(true)
    try {
      await pipeline(createReadStream(file, { highWaterMark: GUEST_PIECE }), throttle, response)
    } finally {
      leave()
      if (readers.inside === 0) source.guestTraffic?.reading(false)
    }
  }

  const sendFile = async (
    request: IncomingMessage,
    response: ServerResponse,
    file: string | undefined,
    address: string,
  ): Promise<void> => {
    const size =
      file === undefined
        ? null
        : await stat(file).then(
            ({ size }) => size,
            () => null,
          )
    if (file === undefined || size === null)
      return answer(request, response, 404, 'There is nothing of that name here.\n')
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': size,
      ...SECURITY,
    })
    if (request.method === 'HEAD') return void response.end()
    // Who leaves half-way is no fault of ours.
    await sendPack(response, file, address).catch(() => response.destroy())
  }

  /** @returns whether the path is one of a repository; then it has been answered */
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    const [, name, file] = GUEST_PATH.exec(path) ?? []
    if (name === undefined || file === undefined) return false
    const address = normalizeAddress(request.socket.remoteAddress)
    const release = requests.take(address)
    if (!release) {
      const wait = { 'retry-after': String(GUEST_RETRY_AFTER) }
      answer(request, response, 503, 'Too many guests are reading here; try again in a while.\n', wait)
      return true
    }
    response.once('close', release)
    // The first one waits until the packs are made.
    response.setTimeout(GUEST_PATIENCE)
    const repository = await source.guest(name).catch((thrown: unknown) => AppError.of(thrown))
    response.setTimeout(HTTP_IDLE_TIMEOUT)
    if (repository instanceof AppError) {
      const { code, message, action } = repository
      const told =
        code === 'PERMISSION' || code === 'GIT_MISSING'
          ? `${message}: ${action}`
          : 'that failed here: try again later'
      answer(request, response, code === 'PERMISSION' ? 403 : 503, `${told}\n`)
      return true
    }
    const text = repository?.texts.get(file)
    if (text !== undefined) answer(request, response, 200, text)
    else await sendFile(request, response, repository?.files.get(file), address)
    return true
  }
}
