import { describe, expect, it } from 'vitest'
import { createSlots } from './slots.ts'

describe('slots', () => {
  it('are bounded for each key and in all', () => {
    const slots = createSlots(3, 2)
    const first = slots.take('a')
    expect(first).not.toBeNull()
    expect(slots.take('a')).not.toBeNull()
    expect(slots.take('a')).toBeNull()
    expect(slots.take('b')).not.toBeNull()
    expect(slots.take('c')).toBeNull()
    expect(slots.taken).toBe(3)
    first!()
    expect(slots.take('c')).not.toBeNull()
  })

  it('are released once, however often it is said', () => {
    const slots = createSlots(2, 1)
    const release = slots.take('a')!
    slots.take('b')
    release()
    release()
    expect(slots.taken).toBe(1)
    expect(slots.take('a')).not.toBeNull()
    release()
    expect(slots.take('a')).toBeNull()
  })
})
