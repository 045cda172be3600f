import { describe, expect, it } from 'vitest'
import { createBlockBuffers } from './block-buffers.ts'

const BLOCK = 256 * 1024

describe('buffers for blocks', () => {
  it('are used again once they came back, whatever part of them comes', () => {
    const buffers = createBlockBuffers()
    const first = buffers.take(BLOCK + 40)
    buffers.give(first.subarray(40))
    expect(buffers.take(BLOCK).buffer).toBe(first.buffer)
  })

  it('are never with two at once, also when one comes back twice', () => {
    const buffers = createBlockBuffers()
    const first = buffers.take(BLOCK)
    expect(buffers.take(BLOCK).buffer).not.toBe(first.buffer)
    buffers.give(first)
    buffers.give(first)
    const [second, third] = [buffers.take(BLOCK), buffers.take(BLOCK)]
    expect(second.buffer).not.toBe(third.buffer)
  })

  it('have the length that was asked for, and fit all sizes of blocks', () => {
    const buffers = createBlockBuffers()
    for (const length of [1, 1000, BLOCK + 41, 2 * BLOCK + 41, 4 * BLOCK + 41, 5 * BLOCK]) {
      const bytes = buffers.take(length)
      expect(bytes).toHaveLength(length)
      buffers.give(bytes)
    }
  })

  it('wait in a bounded number', () => {
    const buffers = createBlockBuffers()
    const taken = Array.from({ length: 100 }, () => buffers.take(BLOCK))
    for (const bytes of taken) buffers.give(bytes)
    const known = new Set(taken.map(({ buffer }) => buffer))
    const again = Array.from({ length: 100 }, () => buffers.take(BLOCK).buffer)
    expect(again.filter((buffer) => known.has(buffer)).length).toBeLessThan(65)
  })
})
