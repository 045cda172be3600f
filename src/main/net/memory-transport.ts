/** Links without sockets, for tests: they behave like TLS links, with identities given instead of proved. */
import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { hostAndPort, isDialable } from './address.ts'
import { CLOSE_TIMEOUT } from './limits.ts'
import { connectMemoryLinks, type MemoryLink } from './memory-link.ts'
import type { Link, Transport } from './types.ts'

const FIRST_EPHEMERAL_PORT = 49_152

export interface MemoryNetwork {
  /** A node's transport on this network. `address`: IP literal; several nodes may share one. */
  transport(node: { readonly peerId: Hex; readonly address: string }): Transport
}

interface Listener {
  readonly peerId: Hex
  /** False when nobody there takes links. */
  take(link: Link): boolean
}

/** A network of its own: nodes of two networks never meet. Bytes arrive in later turns of the event loop, in order. */
export function createMemoryNetwork(): MemoryNetwork {
  const listeners = new Map<string, Listener>()
  let lastPort = FIRST_EPHEMERAL_PORT
  const freePort = (address: string) => {
    do lastPort++
    while (listeners.has(hostAndPort(address, lastPort)))
    return lastPort
  }

  return {
    transport({ peerId, address }) {
      const own = new Set<MemoryLink>()
      const onLink: ((link: Link) => void)[] = []
      let listensAt: string | null = null
      let closed = false

      const keep = (link: MemoryLink) => {
        own.add(link)
        link.onClose(() => own.delete(link))
      }

      return {
        listen(wanted) {
          const port = wanted === 0 ? freePort(address) : wanted
          const place = hostAndPort(address, port)
          if (listeners.has(place)) return Promise.reject(portInUse(port))
          listensAt = place
          listeners.set(place, {
            peerId,
            take(link) {
              if (onLink.length === 0) return false
              keep(link as MemoryLink)
              for (const listener of onLink) listener(link)
              return true
            },
          })
          return Promise.resolve(port)
        },

        async dial(to, port, expect) {
          const place = hostAndPort(to, port)
          if (!isDialable(to)) {
            throw new AppError('BAD_INPUT', `${to} is not an IP address`, 'give the address in numbers')
          }
          await new Promise(setImmediate)
          if (closed) throw new AppError('CANCELLED', `the call to ${place} was given up`, 'call again')
          const other = listeners.get(place)
          if (!other) throw unreachable(place)
          if (expect !== undefined && expect !== other.peerId) throw stranger(place, other.peerId, expect)
          const [near, far] = connectMemoryLinks(
            { peerId, address, port: freePort(address) },
            { peerId: other.peerId, address: to, port },
          )
          if (!other.take(far)) throw unreachable(place)
          keep(near)
          return near
        },

        onLink: (listener) => void onLink.push(listener),

        async close() {
          closed = true
          if (listensAt !== null) listeners.delete(listensAt)
          const ends = [...own].map((link) => new Promise<void>((done) => link.onClose(() => done())))
          for (const link of own) link.end()
          const timer = setTimeout(
            () => own.forEach((link) => link.destroy('this node stopped')),
            CLOSE_TIMEOUT,
          )
          await Promise.all(ends)
          clearTimeout(timer)
        },
      }
    },
  }
}

const portInUse = (port: number) =>
  new AppError('PORT_IN_USE', `port ${port} is taken by another program`, 'choose another with --port')

const unreachable = (place: string) =>
  new AppError('NO_PEERS', `${place} can't be reached: nothing answers there`, 'check that it is running')

const stranger = (place: string, peerId: Hex, expected: Hex) =>
  new AppError('BAD_SIGNATURE', `${place} is somebody else than expected`, 'ask for a new link', {
    peerId,
    expected,
  })
