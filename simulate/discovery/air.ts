/** One network without a network: who is on it hears every multicast packet a millisecond later, its sender as well. */
import type { RemoteInfo, Socket } from 'node:dgram'
import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import type { Clock } from './clock.ts'
import type { Counts } from './counts.ts'

const PORT = 5353
const GROUP = '224.0.0.251'

export interface Air {
  /** A socket of the machine at `address`. */
  open(address: string): Socket
}

export function createAir(clock: Clock, counts: Counts): Air {
  const group = new Set<EventEmitter>()
  const places = new Map<string, EventEmitter>()
  let ports = 40_000

  const open = (address: string) => {
    const socket = new EventEmitter()
    let port = 0
    const send = (
      message: Buffer,
      ...rest: [number, number, number, string, (error: Error | null) => void]
    ) => {
      const [offset, length, toPort, to, done] = rest
      const bytes = Buffer.from(message.subarray(offset, offset + length))
      const from: RemoteInfo = { address, port, family: 'IPv4', size: length }
      const question = (bytes.readUInt16BE(2) & 0x8000) === 0
      counts.packet(to === GROUP ? (question ? 'question' : 'answer') : 'unicast', length)
      clock.after(1, () => {
        const readers = to === GROUP ? group : [places.get(`${to} ${toPort}`)]
        for (const reader of readers) reader?.emit('message', bytes, from)
      })
      done(null)
    }
    const nothing = () => undefined
    return Object.assign(socket, {
      bind(wanted: number, _at: string, done?: () => void) {
        port = wanted || ports++
        places.set(`${address} ${port}`, socket)
        if (port === PORT) group.add(socket)
        // In a later turn, as with the system's.
        clock.after(1, () => {
          socket.emit('listening')
          done?.()
        })
      },
      send,
      close(done?: () => void) {
        group.delete(socket)
        places.delete(`${address} ${port}`)
        done?.()
      },
      address: () => ({ address, port, family: 'IPv4' }),
      ...{ setMulticastTTL: nothing, setMulticastLoopback: nothing, setMulticastInterface: nothing },
      ...{ addMembership: nothing, dropMembership: nothing, unref: nothing },
    }) as unknown as Socket
  }
  return { open }
}

/** Hundreds of readers read the same bytes: each packet is decoded once for all. @returns undoes it */
export function decodeOnce(): () => void {
  const here = createRequire(import.meta.url)
  const require = createRequire(here.resolve('bonjour-service'))
  const codec = createRequire(require.resolve('multicast-dns'))('dns-packet') as {
    decode(bytes: Buffer): unknown
  }
  const { decode } = codec
  const known = new WeakMap<Buffer, unknown>()
  codec.decode = (bytes) => {
    let packet = known.get(bytes)
    if (packet === undefined) known.set(bytes, (packet = decode(bytes)))
    return packet
  }
  return () => void (codec.decode = decode)
}
