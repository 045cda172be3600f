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

  it('of those who have most go to who has fewer, the oldest that can give way', () => {
    const slots = createSlots(4, 4)
    const ended: string[] = []
    const take = (key: string, name: string, can = true) =>
      slots.take(key, () => {
        if (can) ended.push(name)
        return can
      })
    const stuck = take('a', 'a1', false)
    for (const name of ['a2', 'a3', 'a4']) take('a', name)
    expect(take('b', 'b1')).not.toBeNull()
    expect(ended).toEqual(['a2'])
    // Two would be no fewer than what is left to the other.
    expect(take('b', 'b2')).not.toBeNull()
    expect(ended).toEqual(['a2', 'a3'])
    expect(take('b', 'b3')).toBeNull()
    expect(take('c', 'c1')).not.toBeNull()
    expect(ended).toEqual(['a2', 'a3', 'a4'])
    expect(slots.taken).toBe(4)
    stuck!()
    expect(slots.taken).toBe(3)
  })

  it('of a key that has all it may have go to a newcomer of the same, the oldest that can give way to its own', () => {
    const slots = createSlots(9, 2)
    const ended: string[] = []
    const take = (name: string, forOwn: boolean) =>
      slots.take('a', (forWhom) => (forWhom === 'other' || forOwn) && ended.push(name) > 0)
    take('a1', false)
    take('a2', true)
    expect(take('a3', false)).not.toBeNull()
    expect(ended).toEqual(['a2'])
    expect(take('a4', true)).toBeNull()
    expect(slots.taken).toBe(2)
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
