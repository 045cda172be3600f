import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Tracker } from '../../src/main/tracker/serve.ts'

export interface Running {
  readonly port: number
  readonly url: string
  /** Connections that are open. */
  readonly sockets: ReadonlySet<Socket>
  close(): Promise<void>
}

/** An HTTP server on this machine alone. */
export async function serveHttp(listener: RequestListener): Promise<Running> {
  const server: Server = createServer(listener)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}/announce`,
    sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A tracker behind HTTP, wired as a node does it. */
export const listenerOf =
  (tracker: Tracker): RequestListener =>
  (request, response) => {
    const { pathname, search } = new URL(request.url!, 'http://node')
    const call = {
      method: request.method!,
      path: pathname,
      query: search.slice(1),
      source: request.socket.remoteAddress!,
    }
    void tracker
      .serve(call)
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
  }
