/** Which blocks a peer has, packed as on the wire: bit i, most significant first, is block i. Grows up to a reel's limit. */
import { MAX_REEL_BLOCKS } from '../gtp/limits.ts'

export interface Bitmap {
  bits: Uint8Array
  count: number
}

export const createBitmap = (bits: Uint8Array = new Uint8Array(0)): Bitmap => ({
  bits: bits.slice(),
  count: bits.reduce((sum, byte) => sum + ones(byte), 0),
})

export const hasBit = ({ bits }: Bitmap, index: number): boolean =>
  ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0

/** Sets a bit; false where it was set already, or lies beyond any reel. */
export function setBit(bitmap: Bitmap, index: number): boolean {
  if (index < 0 || index >= MAX_REEL_BLOCKS || hasBit(bitmap, index)) return false
  const byte = index >> 3
  if (byte >= bitmap.bits.length) {
    const grown = new Uint8Array(Math.min(MAX_REEL_BLOCKS / 8, Math.max(byte + 1, bitmap.bits.length * 2)))
    grown.set(bitmap.bits)
    bitmap.bits = grown
  }
  bitmap.bits[byte]! |= 0x80 >> (index & 7)
  bitmap.count++
  return true
}

/** Clears a bit; false where it was not set. */
export function clearBit(bitmap: Bitmap, index: number): boolean {
  if (!hasBit(bitmap, index)) return false
  bitmap.bits[index >> 3]! &= ~(0x80 >> (index & 7))
  bitmap.count--
  return true
}

/** Bits that both have, from the byte that holds bit `from` to the end and then from the beginning. */
export function* commonBits(a: Bitmap, b: Bitmap, from = 0): Generator<number> {
  const bytes = Math.min(a.bits.length, b.bits.length)
  const first = Math.min(from >> 3, bytes)
  for (let step = 0; step < bytes; step++) {
    const byte = first + step < bytes ? first + step : first + step - bytes
    for (let rest = a.bits[byte]! & b.bits[byte]!; rest !== 0; rest &= 0xff >> (Math.clz32(rest) - 23))
      yield byte * 8 + Math.clz32(rest) - 24
  }
}

/** Packs one byte a block, 0 or 1. */
export function packBits(have: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(have.length / 8))
  for (let index = 0; index < have.length; index++) if (have[index]) bits[index >> 3]! |= 0x80 >> (index & 7)
  return bits
}

/** The highest set bit; -1 where none is set. */
export function highestBit({ bits }: Bitmap): number {
  for (let byte = bits.length - 1; byte >= 0; byte--) {
    const value = bits[byte]!
    if (value !== 0) return byte * 8 + 7 - Math.log2(value & -value)
  }
  return -1
}

function ones(byte: number): number {
  let total = 0
  for (let rest = byte; rest !== 0; rest &= rest - 1) total++
  return total
}
