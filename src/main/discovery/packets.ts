/** Divides what we say into packets that fit into one Ethernet frame. */
import type { OutgoingRecord } from './bonjour-internals.ts'
import type { LinkService } from './link-service.ts'
import { MAX_PACKET_SENT } from './limits.ts'

/** Header of a DNS message. */
const HEADER = 12
/** Type, class, time to live, length; and the length bytes of two names. */
const RECORD = 10 + 4

/**
 * The records of `services`, whole services in each packet with what they share: a reader knows all of a service from
 * one packet. At least one service each, however long.
 */
export function packets(services: readonly LinkService[]): OutgoingRecord[][] {
  const result: OutgoingRecord[][] = []
  let room = 0
  for (const { own, shared } of services) {
    const size = bytes(own)
    if (size > room) {
      result.push([...shared])
      room = MAX_PACKET_SENT - HEADER - bytes(shared)
    }
    result.at(-1)!.push(...own)
    room -= size
  }
  return result
}

/** An upper bound: names are counted in full, though an encoder may shorten them. */
function bytes(records: readonly OutgoingRecord[]): number {
  return records.reduce((sum, { name, data }) => sum + RECORD + Buffer.byteLength(name) + dataBytes(data), 0)
}

function dataBytes(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data)
  if (Array.isArray(data)) return data.reduce((sum: number, string: Uint8Array) => sum + string.length + 1, 0)
  // Priority, weight and port come before a server's name.
  return 6 + Buffer.byteLength((data as { target: string }).target)
}
