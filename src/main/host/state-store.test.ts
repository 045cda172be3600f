import { describe, expect, it } from 'vitest'
import type { Activity, Change } from '../../shared/model.ts'
import { createStateStore } from './state-store.ts'

const event = (id: number): Activity => ({
  id,
  time: 1,
  kind: 'joined',
  project: null,
  person: null,
  text: `event ${id}`,
})
const batch = () => new Promise((resolve) => setTimeout(resolve, 150))

describe('state store', () => {
  it('gathers changes, keeps the last of each entity, and says nothing of equal values', async () => {
    const store = createStateStore()
    const seen: (readonly Change[])[] = []
    store.subscribe((changes) => seen.push(changes))
    store.set('activity', '1', event(1))
    store.set('activity', '1', { ...event(1), text: 'changed' })
    store.set('activity', '2', event(2))
    await batch()
    store.set('activity', '2', event(2))
    await batch()
    expect(seen).toHaveLength(1)
    expect(seen[0]!.map(({ key, value }) => [key, (value as Activity).text])).toEqual([
      ['1', 'changed'],
      ['2', 'event 2'],
    ])
    store.stop()
  })

  it('can be read without a copy, and hands out copies that nothing changes', () => {
    const store = createStateStore()
    store.set('activity', '1', event(1))
    expect(store.current().activity['1']).toBe(store.current().activity['1'])
    const snapshot = store.snapshot()
    expect(snapshot.activity['1']).not.toBe(store.current().activity['1'])
    store.set('activity', '1', { ...event(1), text: 'changed' })
    expect(snapshot.activity['1']!.text).toBe('event 1')
    store.stop()
  })

  it('gives a newcomer a snapshot that no later batch repeats', async () => {
    const store = createStateStore()
    const early: Change[] = []
    const late: Change[] = []
    store.subscribe((changes) => early.push(...changes))
    store.set('activity', '1', event(1))
    expect(store.snapshot().activity).toEqual({ 1: event(1) })
    store.subscribe((changes) => late.push(...changes))
    store.replace('activity', new Map([['2', event(2)]]))
    await batch()
    expect(early.map(({ key, value }) => [key, value === null])).toEqual([
      ['1', false],
      ['1', true],
      ['2', false],
    ])
    expect(late.map(({ key }) => key)).toEqual(['1', '2'])
    store.stop()
  })

  it('is brought up to date before anybody looks, and tells whether somebody follows it', () => {
    const store = createStateStore()
    let looks = 0
    store.onLook(() => store.set('activity', '1', event(++looks)))
    expect(store.snapshot().activity['1']?.text).toBe('event 1')
    expect(store.current().activity['1']?.text).toBe('event 2')
    expect(store.watched).toBe(false)
    const end = store.subscribe(() => {})
    expect(store.watched).toBe(true)
    end()
    expect(store.watched).toBe(false)
    store.stop()
  })

  it('tells those who overhear it, who are no reason to look', async () => {
    const store = createStateStore()
    const heard: string[] = []
    const end = store.overhear((changes) => heard.push(...changes.map(({ key }) => key)))
    expect(store.watched).toBe(false)
    store.set('activity', '1', event(1))
    await expect.poll(() => heard).toEqual(['1'])
    end()
    store.set('activity', '2', event(2))
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(heard).toEqual(['1'])
    store.stop()
  })
})
