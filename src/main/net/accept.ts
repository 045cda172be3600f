import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { groupOf } from './address.ts'
import { checkPeer } from './check-peer.ts'
import { createHttpServer } from './http/http-server.ts'
import * as limits from './limits.ts'
import { createRateBuckets } from './rate-buckets.ts'
import { createSlots, type GiveWay } from './slots.ts'
import { tellApart } from './tell-apart.ts'
import { chooseProtocol, tlsOptions, type Credentials } from './tls-options.ts'

export interface Acceptor {
  /** Takes a connection that just came in. */
  accept(socket: Socket): void
  /** Drops all that is not handed over. */
  close(): void
}

/**
 * Leads incoming connections to where they belong: those that prove an identity to `onPeer`, plain HTTP to `onHttp`.
 * Whatever breaks a limit of limits.ts, or fails the handshake, is closed without a word.
 */
export function createAcceptor(
  credentials: Credentials,
  onHttp: RequestListener,
  onPeer: (socket: TLSSocket, peerId: Hex) => void,
): Acceptor {
  const halfOpen = createSlots(limits.MAX_HALF_OPEN, limits.MAX_HALF_OPEN_PER_ADDRESS)
  const httpSlots = createSlots(limits.MAX_HTTP_CONNECTIONS, limits.MAX_HTTP_CONNECTIONS_PER_ADDRESS)
  const handshakes = createRateBuckets(
    limits.HANDSHAKES_PER_SECOND,
    limits.HANDSHAKES_BURST,
    limits.MAX_RATE_BUCKETS,
  )
  /** Those whose HTTP request is being answered. */
  const answering = new WeakSet<Socket>()
  /** Connections that are ours, by where they come from; the call makes them somebody else's. */
  const held = new Map<string, { readonly socket: Socket; readonly letGo: () => void }>()

  const http = createHttpServer((request, response) => {
    const { socket } = request
    answering.add(socket)
    response.once('close', () => answering.delete(socket))
    onHttp(request, response)
  })
  const { ALPNProtocols: _, ...options } = tlsOptions(credentials)
  const tls = createServer({
    ...options,
    ALPNCallback: ({ protocols }) => chooseProtocol(protocols),
    requestCert: true,
    handshakeTimeout: limits.HANDSHAKE_TIMEOUT,
  })
  tls.on('tlsClientError', (_error, socket) => socket.destroy())
  tls.on('secureConnection', (socket) => {
    socket.on('error', () => undefined)
    held.get(placeOf(socket))?.letGo()
    try {
      onPeer(socket, checkPeer(socket))
    } catch (error) {
      socket.destroy()
      if (!(error instanceof AppError)) throw error
    }
  })

  const hold = (socket: Socket, release: () => void) => {
    const place = placeOf(socket)
    const letGo = () => {
      release()
      if (held.get(place)?.socket === socket) held.delete(place)
    }
    held.set(place, { socket, letGo })
    socket.once('close', letGo)
  }

  return {
    accept(socket) {
      const group = groupOf(socket.remoteAddress)
      const begun = performance.now()
      // Honest handshakes and requests are over by then: what still says nothing has no right before others of its address.
      const isFair = () => performance.now() - begun > limits.IDLE_GRACE && !answering.has(socket)
      const giveWay: GiveWay = (forWhom) => (forWhom === 'other' || isFair()) && Boolean(socket.destroy())
      const release = halfOpen.take(group, giveWay)
      if (!release) return void socket.destroy()
      socket.on('error', () => undefined)
      hold(socket, release)
      tellApart(socket, (protocol) => {
        if (protocol === 'tls') {
          if (handshakes.take(group) > 0) return socket.destroy()
          socket.allowHalfOpen = false
          return tls.emit('connection', socket)
        }
        release()
        const releaseHttp = httpSlots.take(group, giveWay)
        if (!releaseHttp) return socket.destroy()
        hold(socket, releaseHttp)
        http.emit('connection', socket)
      })
    },

    close() {
      http.close()
      for (const { socket } of held.values()) socket.destroy()
    },
  }
}

const placeOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`
