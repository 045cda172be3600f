import type { RequestListener, Server } from 'node:http'
import type { Socket } from 'node:net'
import { groupOf } from '../address.ts'
import { listen, portOf } from '../listen.ts'
import { createSlots } from '../slots.ts'
import { createHttpServer } from './http-server.ts'

export interface ListenHttpOptions {
  /** IP literal; undefined: all addresses of this machine. */
  readonly host?: string | undefined
  /** 0: any. */
  readonly port: number
  /** Connections at a time, in all and from one address; further ones are closed without a word, but who has fewer gets a place of who has most. */
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  readonly onHttp: RequestListener
}

export interface HttpListener {
  readonly port: number
  /** Drops all connections. */
  close(): Promise<void>
}

/** Plain HTTP alone at a port of its own. AppError as listen. */
export async function listenHttp(options: ListenHttpOptions): Promise<HttpListener> {
  const slots = createSlots(options.maxConnections, options.maxConnectionsPerAddress)
  const sockets = new Set<Socket>()
  const http = createHttpServer(options.onHttp)
  const server = await listen(options.host, options.port, (socket) => {
    const release = slots.take(groupOf(socket.remoteAddress), () => Boolean(socket.destroy()))
    if (!release) return void socket.destroy()
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      release()
    })
    http.emit('connection', socket)
  })
  return { port: portOf(server), close: () => close(server, http, sockets) }
}

async function close(
  server: { close(done: () => void): unknown },
  http: Server,
  sockets: ReadonlySet<Socket>,
): Promise<void> {
  http.close()
  for (const socket of sockets) socket.destroy()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
