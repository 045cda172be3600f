/** Divides what we say into packets that fit into one Ethernet frame. */
import type { OutgoingRecord } from './bonjour-internals.ts'
import type { LinkService } from './link-service.ts'
import { MAX_PACKET_SENT } from './limits.ts'
import { BEFORE_TARGET, HEADER, RECORD } from './message-layout.ts'

const POINTER = 2

/**
 * The records of `services`, whole services in each packet with what they share: a reader knows all of a service from
 * one packet. At least one service each, however long.
 */
export function packets(services: readonly LinkService[]): OutgoingRecord[][] {
  const result: OutgoingRecord[][] = []
  let room = 0
  let said = new Set<string>()
  for (const { own, shared } of services) {
    let { size, names } = measured(own, said)
    if (size > room) {
      result.push([...shared])
      const begun = measured(shared, new Set())
      room = MAX_PACKET_SENT - HEADER - begun.size
      ;({ size, names } = measured(own, begun.names))
    }
    result.at(-1)!.push(...own)
    room -= size
    said = names
  }
  return result
}

/** What `records` take behind others that said the names `before`, with names compressed (see compress-names.ts). */
function measured(records: readonly OutgoingRecord[], before: ReadonlySet<string>) {
  const names = new Set(before)

  const nameBytes = (name: string) => {
    let bytes = 1
    for (let rest = name; rest !== ''; rest = rest.slice(rest.indexOf('.') + 1)) {
      if (names.has(rest)) return bytes - 1 + POINTER
      names.add(rest)
      const [label] = rest.split('.', 1)
      bytes += 1 + Buffer.byteLength(label!)
      if (label === rest) break
    }
    return bytes
  }
  const dataBytes = ({ type, data }: OutgoingRecord) => {
    if (Array.isArray(data)) return data.reduce((sum: number, each: Uint8Array) => sum + each.length + 1, 0)
    if (type === 'PTR') return nameBytes(data as string)
    // An IPv6 address takes 16 bytes, one of IPv4 less.
    return type === 'SRV' ? BEFORE_TARGET + nameBytes((data as { target: string }).target) : 16
  }
  const size = records.reduce((sum, record) => sum + nameBytes(record.name) + RECORD + dataBytes(record), 0)
  return { size, names }
}
