/**
 * Buffers for blocks, used again and again: hundreds of new ones a second would make the garbage collector go through the
 * whole heap several times a second. Who doesn't give one back loses nothing: it is collected like any other.
 */
import { BLOCK_SIZES } from '../../gtp/limits.ts'

/** What surrounds a block in its frame: more than that needs a buffer of its own. */
const ROOM = 64
/** Bytes that wait for their next use. */
const MAX_FREE = 16 * 1024 * 1024

export interface BlockBuffers {
  /** A buffer of a length in bytes, with anything in it. */
  take(length: number): Uint8Array
  /** Takes back what `take` gave, or a part of it; nobody may read it any more. Others are ignored. */
  give(bytes: Uint8Array): void
}

export function createBlockBuffers(): BlockBuffers {
  const free = new Map<number, ArrayBuffer[]>(BLOCK_SIZES.map((size) => [size + ROOM, []]))
  const lent = new WeakSet<ArrayBufferLike>()
  let freeBytes = 0

  return {
    take(length) {
      const size = [...free.keys()].find((size) => length <= size && 2 * length > size)
      // Small ones, as a reel's last block: they aren't what fills the heap.
      if (size === undefined) return new Uint8Array(length)
      const found = free.get(size)!.pop()
      if (found) freeBytes -= size
      const buffer = found ?? new ArrayBuffer(size)
      lent.add(buffer)
      return new Uint8Array(buffer, 0, length)
    },
    give({ buffer }) {
      if (!lent.delete(buffer)) return
      const size = buffer.byteLength
      if (freeBytes + size > MAX_FREE) return
      freeBytes += size
      free.get(size)!.push(buffer as ArrayBuffer)
    },
  }
}
