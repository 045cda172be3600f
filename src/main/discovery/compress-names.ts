/**
 * Name compression for DNS messages on their way out (RFC 1035 section 4.1.4), which the library's encoder leaves out. Each of our
 * services says its name three times, and multicast goes at a network's lowest rate.
 */
import { BEFORE_TARGET, HEADER, QUESTION, RECORD } from './message-layout.ts'

/** What a pointer can reach. */
const MAX_POINTER = 0x3fff
const POINTER = 0xc000
const MAX_LABEL = 63
const PTR = 12
const SRV = 33

/**
 * `message` with each name's end given as a pointer to where the same bytes were said before; the names of PTR and SRV data as well
 * (RFC 6762 section 18.14). Reads the same; what can't be read, or has pointers already, is given back as it is.
 */
export function compressNames(message: Uint8Array): Uint8Array {
  const from = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  try {
    return compress(from)
  } catch (error) {
    if (error instanceof RangeError) return message
    throw error
  }
}

function compress(from: Buffer): Buffer {
  const to = Buffer.alloc(from.length)
  /** Where in `to` a name, or the end of one, was said. */
  const said = new Map<string, number>()
  let read = 0
  let written = 0

  const copy = (bytes: number) => {
    if (read + bytes > from.length) throw new RangeError('cut short')
    from.copy(to, written, read, read + bytes)
    read += bytes
    written += bytes
  }

  const name = () => {
    const end = endOfName(from, read)
    while (read < end - 1) {
      const rest = from.toString('latin1', read, end)
      const before = said.get(rest)
      if (before !== undefined) {
        written = to.writeUInt16BE(POINTER | before, written)
        read = end
        return
      }
      if (written <= MAX_POINTER) said.set(rest, written)
      copy(1 + from[read]!)
    }
    copy(1)
  }

  copy(HEADER)
  for (let left = from.readUInt16BE(4); left > 0; left--) {
    name()
    copy(QUESTION)
  }
  for (let left = from.readUInt16BE(6) + from.readUInt16BE(8) + from.readUInt16BE(10); left > 0; left--) {
    name()
    const type = from.readUInt16BE(read)
    copy(RECORD)
    const length = written - 2
    const end = read + from.readUInt16BE(read - 2)
    if (type === SRV) copy(BEFORE_TARGET)
    if (type === SRV || type === PTR) name()
    else copy(end - read)
    if (read !== end) throw new RangeError('data of another length')
    to.writeUInt16BE(written - length - 2, length)
  }
  if (read !== from.length) throw new RangeError('more than its records')
  return to.subarray(0, written)
}

/** Behind the empty label that ends the name at `at`. */
function endOfName(from: Buffer, at: number): number {
  for (;;) {
    const length = from.readUInt8(at)
    if (length > MAX_LABEL) throw new RangeError('a pointer')
    at += 1 + length
    if (length === 0) return at
  }
}
