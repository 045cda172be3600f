/** git's dumb protocol (gitprotocol-http): files of a repository, read one by one. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../shared/errors.ts'
import { GUEST_PATIENCE, HTTP_IDLE_TIMEOUT } from '../limits.ts'
import { answer, SECURITY } from './answer.ts'
import type { PublicSource } from './source.ts'

const GUEST_PATH = /^\/([\w][\w.-]{0,79})\.git\/([\w/.-]{1,120})$/

/** @returns whether the path is one of a repository; then it has been answered */
export async function answerGuest(
  source: Pick<PublicSource, 'guest'>,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<boolean> {
  const [, name, file] = GUEST_PATH.exec(path) ?? []
  if (name === undefined || file === undefined) return false
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
  else await sendFile(request, response, repository?.files.get(file))
  return true
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: string | undefined,
): Promise<void> {
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
  await pipeline(createReadStream(file), response).catch(() => response.destroy())
}
