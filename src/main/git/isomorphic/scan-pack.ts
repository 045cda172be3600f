import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { badPack } from '../failures.ts'
import { MAX_OBJECT_BYTES } from './size-limit.ts'

const HEADER_BYTES = 12
const CHECKSUM_BYTES = 20
const OFS_DELTA = 6
const REF_DELTA = 7

/**
 * Reads a pack from end to end before isomorphic-git does: the checksum is right, every entry unfolds to exactly the size
 * that it declares, and none declares more than MAX_OBJECT_BYTES, deltas' results included. Throws BAD_PACK.
 * @returns the number of objects
 */
export async function scanPack(file: string): Promise<number> {
  const pack = await readFile(file)
  const end = pack.length - CHECKSUM_BYTES
  if (!createHash('sha1').update(pack.subarray(0, end)).digest().equals(pack.subarray(end))) {
    throw badPack('a pack does not match its checksum')
  }
  const objects = pack.readUInt32BE(8)
  let at = HEADER_BYTES
  for (let count = 0; count < objects; count++) at = scanEntry(pack.subarray(0, end), at)
  if (at !== end) throw badPack('a pack has bytes after its last object')
  return objects
}

/** Returns where the next entry begins. */
function scanEntry(pack: Buffer, start: number): number {
  let at = start
  const next = () => {
    const byte = pack[at++]
    if (byte === undefined) throw badPack('a pack is cut off')
    return byte
  }
  let byte = next()
  const type = (byte >> 4) & 7
  let size = byte & 15
  for (let unit = 16; byte & 128; unit *= 128) {
    byte = next()
    size += (byte & 127) * unit
  }
  if (type === OFS_DELTA) while (next() & 128);
  if (type === REF_DELTA) at += CHECKSUM_BYTES
  checkSize(size)
  const { content, consumed } = unfold(pack.subarray(at), size)
  if (type === OFS_DELTA || type === REF_DELTA) checkSize(sizeOfResult(content))
  return at + consumed
}

function unfold(bytes: Buffer, size: number): { readonly content: Buffer; readonly consumed: number } {
  try {
    // One byte of room at least: a limit of none is refused.
    const result = inflateSync(bytes, { info: true, maxOutputLength: Math.max(size, 1) })
    const { buffer, engine } = result as unknown as { buffer: Buffer; engine: { bytesWritten: number } }
    if (buffer.length !== size) throw new RangeError('size')
    return { content: buffer, consumed: engine.bytesWritten }
  } catch {
    throw badPack('an object does not unfold to what it declares')
  }
}

// A delta begins with two sizes, its base's and its result's, seven bits a byte.
function sizeOfResult(delta: Buffer): number {
  let at = 0
  const size = () => {
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = delta[at++]
      if (byte === undefined) throw badPack('a delta is cut off')
      value += (byte & 127) * unit
      if (!(byte & 128)) return value
    }
  }
  size()
  return size()
}

function checkSize(size: number): void {
  if (size > MAX_OBJECT_BYTES) throw badPack(`an object claims to unfold to ${size} bytes`)
}
