import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FEW_NODES, GROWING, LARGE_NETWORK, LISTEN_FIRST, MAX_UNSURE, SIZING_INTERVAL } from './limits.ts'
import { createSizing } from './sizing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function sized(large = LARGE_NETWORK) {
  let nodes = 0
  const told: string[] = []
  const sizing = createSizing({
    nodes: () => nodes,
    changed: () => told.push(sizing.size()),
    now: () => performance.now(),
    large,
  })
  sizing.start()
  return { sizing, told, hear: (more: number) => (nodes += more) }
}

it('who hears hardly anybody at first is on a small network at once', () => {
  const { told, hear } = sized()
  hear(FEW_NODES - 1)
  vi.advanceTimersByTime(LISTEN_FIRST)
  expect(told).toEqual(['small'])
})

it('who hears ever more is unsure until it is a large one, and is never on a small one before', () => {
  const { told, hear } = sized()
  for (let second = 0; second < 4; second++) {
    hear(second === 0 ? FEW_NODES : 25)
    vi.advanceTimersByTime(second === 0 ? LISTEN_FIRST : SIZING_INTERVAL)
  }
  expect(told).toEqual(['unsure', 'large'])
})

it('who hears no more of them is on a small one, however many come later', () => {
  const { sizing, told, hear } = sized()
  hear(12)
  vi.advanceTimersByTime(LISTEN_FIRST + SIZING_INTERVAL)
  expect(told).toEqual(['unsure', 'small'])
  hear(LARGE_NETWORK)
  expect(sizing.size()).toBe('small')
  sizing.look()
  expect(told.at(-1)).toBe('large')
})

it('whatever comes, nobody is unsure for long', () => {
  const { told, hear } = sized(10_000)
  for (let ms = 0; ms <= LISTEN_FIRST + MAX_UNSURE; ms += 100) {
    hear(500)
    vi.advanceTimersByTime(100)
  }
  expect(told.at(-1)).not.toBe('unsure')
})

it('reckons with more than it heard while more are to come', () => {
  const { sizing, hear } = sized()
  hear(FEW_NODES)
  vi.advanceTimersByTime(LISTEN_FIRST)
  expect(sizing.around()).toBe(LARGE_NETWORK)
  hear(80)
  vi.advanceTimersByTime(SIZING_INTERVAL)
  expect(sizing.around()).toBe(2 * (FEW_NODES + 80))
  vi.advanceTimersByTime(GROWING)
  expect(sizing.around()).toBe(FEW_NODES + 80)
})
