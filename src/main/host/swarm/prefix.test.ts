import { describe, expect, it } from 'vitest'
import type { ReelInfo } from '../../gtp/types.ts'
import { createPrefixes } from './prefix.ts'

const id = 'ab'.repeat(32)
const reel: ReelInfo = { id, kind: 'history', bytes: 3_500, blockSize: 1_000, needs: [], gives: [] }
const stored = (index: number, ok = true) => ({ type: 'stored', reel: id, index, ok }) as const

describe('prefixes', () => {
  it('grow with the gap closed, and end with the reel', () => {
    const prefixes = createPrefixes()
    expect(prefixes.note({ type: 'open-reel', reel, hashes: null, have: 'none' })).toBeNull()
    expect(prefixes.note(stored(1))).toBeNull()
    expect(prefixes.note(stored(0, false))).toBeNull()
    expect(prefixes.bytes(id)).toBe(0)
    expect(prefixes.note(stored(0))).toBe(id)
    expect(prefixes.bytes(id)).toBe(2_000)
    prefixes.note(stored(3))
    expect(prefixes.note(stored(2))).toBe(id)
    expect(prefixes.bytes(id)).toBe(3_500)
  })

  it('begin with what the store had', () => {
    const prefixes = createPrefixes()
    const have = new Uint8Array([1, 1, 0, 1])
    expect(prefixes.note({ type: 'open-reel', reel, hashes: null, have })).toBe(id)
    expect(prefixes.bytes(id)).toBe(2_000)
    prefixes.note({ type: 'close-reel', reel: id })
    expect(prefixes.bytes(id)).toBe(0)
  })
})
