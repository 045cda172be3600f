/**
 * A made-up LAN: each node has a link of its own bandwidth each way, shared by its connections in turn, message by
 * message; latency is the same everywhere. As on TCP nothing is lost or reordered within a connection: it stalls, is
 * reset, or its other end falls silent.
 */
import type { LinkId } from '../../src/main/engine/types.ts'
import type { Message } from '../../src/main/gtp/types.ts'
import type { EventQueue } from './event-queue.ts'

/** A node's place on the network. */
export interface Port {
  readonly links: Map<LinkId, Line>
  /** Bytes per millisecond. */
  readonly up: number
  readonly down: number
  /** Ports of different islands don't reach each other. */
  island: number
  /** Powered off: it answers nothing, not even with a reset. */
  dark: boolean
  /** Outgoing lines with something to send: served in turn. */
  readonly turns: Line[]
  sending: boolean
  downFreeAt: number
  onMessage(link: LinkId, message: Message): void
  onDown(link: LinkId, reason: string): void
}

/** One direction of a connection. */
export interface Line {
  readonly from: Port
  readonly to: Port
  /** The connection's number at each end. */
  readonly id: LinkId
  readonly farId: LinkId
  readonly waiting: Parcel[]
  /** When the last parcel arrives: no later one overtakes it. */
  arrivesAt: number
}

interface Parcel {
  readonly message: Message | { readonly type: 'end'; readonly reason: string }
  readonly bytes: number
  readonly onSent: (() => void) | undefined
}

/** What a block of 1 KiB weighs on the wire: it stands for one of 256 KiB among control messages of true size. */
const BLOCK_WEIGHT = 256
const CONTROL_BYTES = 60

export function createNetwork(queue: EventQueue, latency: number) {
  let lastLink = 0
  const stuck = new Set<Line>()

  const reaches = ({ from, to }: Line) => from.island === to.island && !to.dark

  function connect(a: Port, b: Port): readonly [LinkId, LinkId] {
    const ids = [++lastLink, ++lastLink] as const
    a.links.set(ids[0], { from: a, to: b, id: ids[0], farId: ids[1], waiting: [], arrivesAt: 0 })
    b.links.set(ids[1], { from: b, to: a, id: ids[1], farId: ids[0], waiting: [], arrivesAt: 0 })
    return ids
  }

  function push(line: Line, parcel: Parcel): void {
    if (line.waiting.length === 0 && parcel.message.type !== 'block' && reaches(line)) {
      parcel.onSent?.()
      return arrive(line, parcel, queue.now + latency)
    }
    line.waiting.push(parcel)
    if (line.waiting.length > 1) return
    line.from.turns.push(line)
    pump(line.from)
  }

  /** Sends the next parcel of the next line; a line whose far end is out of reach waits aside. */
  function pump(port: Port): void {
    if (port.sending) return
    const line = port.turns.shift()
    if (!line) return
    const parcel = line.waiting[0]!
    if (!reaches(line)) {
      stuck.add(line)
      return pump(port)
    }
    port.sending = true
    queue.after(parcel.bytes / port.up, () => {
      port.sending = false
      line.waiting.shift()
      if (line.waiting.length > 0) port.turns.push(line)
      parcel.onSent?.()
      arrive(line, parcel, queue.now + latency)
      pump(port)
    })
  }

  /** The receiver's own link may be the narrow one. */
  function arrive(line: Line, parcel: Parcel, at: number): void {
    const { to } = line
    if (parcel.message.type === 'block') to.downFreeAt = Math.max(at, to.downFreeAt + parcel.bytes / to.down)
    line.arrivesAt = Math.max(at, line.arrivesAt, parcel.message.type === 'block' ? to.downFreeAt : 0)
    queue.at(line.arrivesAt, () => deliver(line, parcel))
  }

  function deliver({ from, to, id, farId }: Line, { message }: Parcel): void {
    if (to.dark) return
    if (!to.links.has(farId)) {
      // Nobody has this connection (any more): a reset comes back.
      if (message.type !== 'end') queue.after(latency, () => lose(from, id, 'connection reset'))
    } else if (message.type === 'end') lose(to, farId, message.reason)
    else to.onMessage(farId, message)
  }

  function lose(port: Port, id: LinkId, reason: string): void {
    if (port.dark || !port.links.delete(id)) return
    port.onDown(id, reason)
  }

  return {
    connect,
    /** `onSent`: when the last byte has left this node. */
    send(line: Line, message: Message, onSent?: () => void): void {
      const bytes = message.type === 'block' ? message.data.length * BLOCK_WEIGHT : CONTROL_BYTES
      push(line, { message, bytes, onSent })
    },
    /** Ends a connection at one end; the other hears of it after all that was sent before, or never. */
    end(line: Line, reason: string): void {
      line.from.links.delete(line.id)
      push(line, { message: { type: 'end', reason }, bytes: CONTROL_BYTES, onSent: undefined })
    },
    /** Both ends lose the connection at once. */
    reset(line: Line): void {
      lose(line.from, line.id, 'connection reset')
      lose(line.to, line.farId, 'connection reset')
    },
    /** To be called when islands have changed: what waited goes on. */
    heal(): void {
      for (const line of [...stuck]) {
        if (!reaches(line)) continue
        stuck.delete(line)
        line.from.turns.push(line)
        pump(line.from)
      }
    },
  }
}
