/** Who may talk to the local UI server: programs on this machine that know the token, from a page that we served. */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export const SUBPROTOCOL = 'gittorrent.v1'

/**
 * The Host header must be a loopback literal with our port: a name that was re-bound to 127.0.0.1 (DNS rebinding) is
 * not.
 */
export function isOwnHost(request: IncomingMessage, port: number): boolean {
  const allowed = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
  return allowed.includes(request.headers.host ?? '')
}

/** Browsers send Origin with every WebSocket; it must be our own page's. Programs send none, and need the token all the same. */
export function isOwnOrigin(request: IncomingMessage, port: number): boolean {
  const { origin } = request.headers
  return (
    origin === undefined ||
    [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://[::1]:${port}`].includes(origin)
  )
}

/** The token comes as a WebSocket subprotocol (`token.…`), since it must be in no URL that is logged or referred to. */
export function hasToken(request: IncomingMessage, token: string): boolean {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim())
  const given = offered.find((part) => part.startsWith('token.'))?.slice(6) ?? ''
  const a = Buffer.from(given)
  const b = Buffer.from(token)
  return offered.includes(SUBPROTOCOL) && a.length === b.length && timingSafeEqual(a, b)
}
