import { createInflate, inflateSync } from 'node:zlib'
import { badPack } from './failures.ts'

/** Bytes that are unfolded at once; more are left to another thread, and not held. */
const AT_ONCE = 256 * 1024
const CHUNK = 256 * 1024
/** Bytes that are kept of what is large: the two sizes that a delta begins with are within. */
const BEGINNING = 64

export interface Unfolded {
  /** All of it, or the beginning of what is large. */
  readonly content: Uint8Array
  /** Deflated bytes that it took. */
  readonly consumed: number
}

/**
 * Unfolds what begins at the beginning of `bytes`, to exactly `size` bytes, and no further: throws BAD_PACK for anything else.
 * What is large neither holds up the event loop nor fills the memory.
 */
export function unfold(bytes: Uint8Array, size: number): Unfolded | Promise<Unfolded> {
  if (size > AT_ONCE) return unfoldLarge(bytes, size)
  let result: unknown
  try {
    // One byte of room at least: a limit of none is refused.
    result = inflateSync(bytes, { info: true, maxOutputLength: Math.max(size, 1) })
  } catch {
    throw wrong()
  }
  const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } }
  if (buffer.length !== size) throw wrong()
  return { content: buffer, consumed: engine.bytesWritten }
}

async function unfoldLarge(bytes: Uint8Array, size: number): Promise<Unfolded> {
  const inflate = createInflate({ chunkSize: CHUNK })
  inflate.end(bytes)
  let content: Uint8Array = new Uint8Array()
  let length = 0
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      if (length === 0) content = Uint8Array.prototype.slice.call(chunk, 0, BEGINNING)
      length += chunk.length
      if (length > size) throw wrong()
    }
  } catch {
    throw wrong()
  }
  if (length !== size) throw wrong()
  return { content, consumed: inflate.bytesWritten }
}

const wrong = () => badPack('an object does not unfold to what it declares')
