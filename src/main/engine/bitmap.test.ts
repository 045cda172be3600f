import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { clearBit, commonBits, createBitmap, hasBit, highestBit, packBits, setBit } from './bitmap.ts'
import { MAX_REEL_BLOCKS } from '../gtp/limits.ts'

const indices = fc.uniqueArray(fc.nat(300), { maxLength: 60 })
const bitmapOf = (list: readonly number[]) => {
  const bitmap = createBitmap()
  for (const index of list) setBit(bitmap, index)
  return bitmap
}

describe('a bitmap', () => {
  it('has what was set and not cleared, and counts it', () => {
    fc.assert(
      fc.property(indices, indices, (set, cleared) => {
        const bitmap = bitmapOf(set)
        for (const index of cleared) expect(clearBit(bitmap, index)).toBe(set.includes(index))
        const left = set.filter((index) => !cleared.includes(index))
        expect(bitmap.count).toBe(left.length)
        expect(highestBit(bitmap)).toBe(Math.max(-1, ...left))
        for (let index = 0; index < 320; index++) expect(hasBit(bitmap, index)).toBe(left.includes(index))
      }),
    )
  })

  it('gives the bits that two have, each once, from any place on', () => {
    fc.assert(
      fc.property(indices, indices, fc.nat(400), (a, b, from) => {
        const common = [...commonBits(bitmapOf(a), bitmapOf(b), from)]
        expect(common.toSorted((x, y) => x - y)).toEqual(
          a.filter((index) => b.includes(index)).toSorted((x, y) => x - y),
        )
        const wraps = common.filter((index, i) => i > 0 && index < common[i - 1]!)
        expect(wraps.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is packed as on the wire: the first block is the highest bit', () => {
    expect(packBits(new Uint8Array([1, 0, 0, 0, 0, 0, 0, 1, 1]))).toEqual(new Uint8Array([0x81, 0x80]))
  })

  it('refuses bits beyond any reel, and never grows past that', () => {
    const bitmap = createBitmap()
    for (const index of [-1, MAX_REEL_BLOCKS, 2 ** 32 - 1]) expect(setBit(bitmap, index)).toBe(false)
    expect(bitmap.bits.length).toBe(0)
    expect(setBit(bitmap, MAX_REEL_BLOCKS - 1)).toBe(true)
    expect(bitmap.bits.length).toBe(MAX_REEL_BLOCKS / 8)
  })
})
