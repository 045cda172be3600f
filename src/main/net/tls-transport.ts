import type { RequestListener } from 'node:http'
import type { Server } from 'node:net'
import { AppError } from '../../shared/errors.ts'
import { createAcceptor } from './accept.ts'
import { groupOf, hostAndPort } from './address.ts'
import { dialTls } from './dial-tls.ts'
import { CLOSE_TIMEOUT, MAX_LINKS, MAX_LINKS_PER_ADDRESS } from './limits.ts'
import { listen, portOf } from './listen.ts'
import { createSlots } from './slots.ts'
import { TlsLink } from './tls-link.ts'
import { dialOptions, type Credentials } from './tls-options.ts'
import type { Link, Transport } from './types.ts'

export interface TlsTransportOptions extends Credentials {
  /** IP address to bind; all of this machine's unless given, IPv6 and IPv4. */
  readonly host?: string
  /** Answers plain HTTP on the same port. */
  readonly onHttp: RequestListener
}

/**
 * Links over TLS 1.3, with the identity keys proved on both sides, and plain HTTP on the same port (GTP/0.2 section 7).
 * A link that comes in while nobody listens with onLink is closed.
 */
export function createTlsTransport(options: TlsTransportOptions): Transport {
  const slots = createSlots(MAX_LINKS, MAX_LINKS_PER_ADDRESS)
  const links = new Set<Link>()
  const listeners: ((link: Link) => void)[] = []
  const stop = new AbortController()
  const calls = dialOptions(options)
  let server: Server | null = null

  const keep = (link: Link, release: () => void): Link => {
    links.add(link)
    link.onClose(() => {
      links.delete(link)
      release()
    })
    return link
  }

  const acceptor = createAcceptor(options, options.onHttp, (socket, peerId) => {
    const link = new TlsLink(socket, peerId, false)
    const giveWay = () => link.ending && Boolean(socket.destroy())
    const release = listeners.length > 0 ? slots.take(groupOf(socket.remoteAddress), giveWay) : null
    if (!release || stop.signal.aborted) return void socket.destroy()
    keep(link, release)
    for (const listener of listeners) listener(link)
  })

  return {
    async listen(port) {
      server = await listen(options.host, port, acceptor.accept)
      return portOf(server)
    },

    async dial(address, port, expect) {
      const release = slots.take(groupOf(address))
      if (!release) throw tooMany(hostAndPort(address, port))
      try {
        return keep(await dialTls(calls, address, port, expect, stop.signal), release)
      } catch (error) {
        release()
        throw error
      }
    },

    onLink: (listener) => void listeners.push(listener),

    async close() {
      stop.abort()
      acceptor.close()
      const ends = [...links].map((link) => new Promise<void>((resolve) => link.onClose(() => resolve())))
      for (const link of links) link.end()
      const timer = setTimeout(() => {
        for (const link of links) link.destroy('this node stopped')
      }, CLOSE_TIMEOUT)
      if (server?.listening) ends.push(new Promise((resolve) => server?.close(() => resolve())))
      await Promise.all(ends)
      clearTimeout(timer)
    },
  }
}

const tooMany = (place: string) =>
  new AppError(
    'TOO_LARGE',
    `${place} was not called: too many connections are open`,
    'wait until some of them have closed',
  )
