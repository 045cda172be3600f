import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable, pipeline } from 'node:stream'
import { ANSWER_PIECE } from '../limits.ts'
import { PAGE_STYLE_HASH } from './page.ts'

/** On every answer: nothing may run, embed, frame or send on what a stranger's node says. */
export const SECURITY: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src ${PAGE_STYLE_HASH}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Sends a whole answer; to HEAD without its body. Text is UTF-8. */
export function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-cache',
    ...SECURITY,
    ...headers,
  })
  if (request.method === 'HEAD') response.end()
  else if (bytes.length <= ANSWER_PIECE) response.end(bytes)
  // Who leaves half-way is no fault of ours.
  else pipeline(Readable.from(piecesOf(bytes)), response, () => undefined)
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += ANSWER_PIECE) yield bytes.subarray(at, at + ANSWER_PIECE)
}
