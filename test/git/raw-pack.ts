/** Packs written byte by byte (gitformat-pack(5)), so that they can claim anything. */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

export const BLOB = 3
export const OFS_DELTA = 6
export const REF_DELTA = 7

/** An entry whose `size` need not be the content's. @param base bytes that name a delta's base */
export function packEntry(
  type: number,
  size: number,
  content: Buffer,
  base: Buffer = Buffer.alloc(0),
): Buffer {
  const header: number[] = []
  let byte = (type << 4) | (size & 15)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    header.push(byte | 128)
    byte = rest & 127
  }
  return Buffer.concat([Buffer.from([...header, byte]), base, deflateSync(content)])
}

/** A pack with a right checksum. @param count the number of objects that it claims */
export function rawPack(entries: readonly Buffer[], count = entries.length): Buffer {
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
  header.writeUInt32BE(count, 8)
  const body = Buffer.concat([header, ...entries])
  return Buffer.concat([body, createHash('sha1').update(body).digest()])
}

/** How far back an OFS_DELTA's base is. */
export function offsetBack(distance: number): Buffer {
  const bytes = [distance & 127]
  for (let rest = Math.floor(distance / 128); rest > 0; rest = Math.floor(rest / 128)) {
    rest -= 1
    bytes.unshift(128 | (rest & 127))
  }
  return Buffer.from(bytes)
}

/** A size as deltas write it: seven bits a byte, least significant first. */
export function deltaSize(size: number): Buffer {
  const bytes: number[] = []
  let rest = size
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128))
  return Buffer.from([...bytes, rest])
}

/** A delta that makes `result` bytes: the base's first ones, again and again. */
export function deltaOf(base: number, result: number): Buffer {
  const copies: Buffer[] = []
  for (let rest = result; rest > 0;) {
    const length = Math.min(rest, base, 0xffffff)
    const bytes = [length & 255, (length >> 8) & 255, (length >> 16) & 255]
    const used = bytes.flatMap((byte, index) => (byte === 0 ? [] : [index]))
    const flags = used.reduce((all, index) => all | (0x10 << index), 0x80)
    copies.push(Buffer.from([flags, ...used.map((index) => bytes[index]!)]))
    rest -= length
  }
  return Buffer.concat([deltaSize(base), deltaSize(result), ...copies])
}
