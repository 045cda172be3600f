/** The UI over HTTP and the contract over WebSocket, on the loopback interface alone. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { AppError } from '../../shared/errors.ts'
import { MAX_CLIENT_FRAME } from '../../shared/rpc/frames.ts'
import type { Port } from '../../shared/rpc/port.ts'
import { hasToken, isOwnHost, isOwnOrigin, SUBPROTOCOL } from './auth.ts'
import { answer, createStaticFiles } from './static-files.ts'
import { createWsPort } from './ws-port.ts'

export const MAX_CLIENTS = 64
/** Windows, and what browsers open beside them. */
export const MAX_CONNECTIONS = 256
/** How long headers, and all of a request, may take, and how often that is looked at; milliseconds. */
const TIMES = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 }
/** How long somebody who is refused gets to read that; milliseconds. */
const REFUSED_FOR = 1000

export interface UiServer {
  /** Where to point a browser; the token is in the fragment, which browsers send to nobody. */
  readonly url: string
  close(): Promise<void>
}

/**
 * @param folder the built renderer
 * @param port   0: any. PORT_IN_USE where it is taken.
 * @param attach called with each window's port
 * @param times  for tests that can't wait
 */
export async function startUiServer(
  folder: string,
  port: number,
  attach: (port: Port) => void,
  times = TIMES,
): Promise<UiServer> {
  const token = randomBytes(24).toString('base64url')
  const serveFile = await createStaticFiles(folder)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CLIENT_FRAME,
    handleProtocols: () => SUBPROTOCOL,
    perMessageDeflate: false,
  })
  const server = createServer({ ...times, maxHeaderSize: 16_384 }, (request, response) => {
    if (!isOwnHost(request, bound()))
      return answer(response, 421, 'This server answers only to its own address.\n')
    serveFile(request, response)
  })
  server.maxConnections = MAX_CONNECTIONS
  const connections = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  const bound = () => (server.address() as AddressInfo).port

  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0]
    if (!isOwnHost(request, bound()) || !isOwnOrigin(request, bound())) return refuse(socket, 403)
    if (path !== '/rpc') return refuse(socket, 404)
    if (!hasToken(request, token)) return refuse(socket, 401)
    if (sockets.clients.size >= MAX_CLIENTS) return refuse(socket, 503)
    sockets.handleUpgrade(request, socket, head, (client) => attach(createWsPort(client)))
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portInUse(port) : error),
    )
    server.listen(port, '127.0.0.1', resolve)
  })

  return {
    url: `http://127.0.0.1:${bound()}/#token=${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const client of sockets.clients) client.terminate()
        // One that was upgraded, or refused that, is none of the server's any more.
        for (const socket of connections) socket.destroy()
      }),
  }
}

const portInUse = (port: number) =>
  new AppError('PORT_IN_USE', `port ${port} is taken by another program`, 'choose another with --ui-port')

function refuse(socket: Duplex, status: number): void {
  // Without a listener a reset would end the node; without an end of ours, who never hangs up would stay.
  socket.on('error', () => socket.destroy())
  const timer = setTimeout(() => socket.destroy(), REFUSED_FOR).unref()
  socket.once('close', () => clearTimeout(timer))
  socket.resume()
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
