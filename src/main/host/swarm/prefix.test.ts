import { describe, expect, it } from 'vitest'
import type { ReelInfo } from '../../gtp/types.ts'
import { createPrefixes } from './prefix.ts'

const id = 'ab'.repeat(32)
const reel: ReelInfo = { id, kind: 'history', bytes: 3_500, blockSize: 1_000, needs: [], gives: [] }
const stored = (index: number, ok = true) => ({ type: 'stored', reel: id, index, ok }) as const
const open = (have: Uint8Array | 'none') => ({ type: 'open-reel', reel, hashes: null, have }) as const

describe('prefixes', () => {
  it('grow with the gap closed, and end with the reel', () => {
    const prefixes = createPrefixes()
    prefixes.note(open('none'))
    prefixes.note(stored(1))
    prefixes.note(stored(0, false))
    expect(prefixes.bytes(id)).toBe(0)
    prefixes.note(stored(0))
    expect(prefixes.bytes(id)).toBe(2_000)
    prefixes.note(stored(3))
    prefixes.note(stored(2))
    expect(prefixes.bytes(id)).toBe(3_500)
  })

  it('begin with what the store had', () => {
    const prefixes = createPrefixes()
    prefixes.note(open(new Uint8Array([1, 1, 0, 1])))
    expect(prefixes.bytes(id)).toBe(2_000)
    prefixes.note({ type: 'close-reel', reel: id })
    expect(prefixes.bytes(id)).toBe(0)
  })

  it('can be waited for, and waiting can be given up', async () => {
    const prefixes = createPrefixes()
    const { signal } = new AbortController()
    const waits = prefixes.until(id, 0, signal)
    prefixes.note(open('none'))
    prefixes.note(stored(0))
    await waits
    await prefixes.until(id, 999, signal)
    const stop = new AbortController()
    const given = prefixes.until(id, 1_000, stop.signal)
    stop.abort(new Error('enough'))
    await expect(given).rejects.toThrow('enough')
  })
})
