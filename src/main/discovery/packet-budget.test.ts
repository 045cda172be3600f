import { describe, expect, it } from 'vitest'
import { ALL_PACKETS, MAX_SOURCES, SOURCE_PACKETS } from './limits.ts'
import { createPacketBudget } from './packet-budget.ts'

describe('createPacketBudget', () => {
  const count = (admit: (source: string) => boolean, source: string, packets: number) =>
    Array.from({ length: packets }).filter(() => admit(source)).length

  it('gives each source a burst and then its pace, loopback too', () => {
    let time = 0
    const admit = createPacketBudget(() => time)
    expect(count(admit, '127.0.0.1', 5_000)).toBe(SOURCE_PACKETS.burst)
    time += 1_000
    expect(count(admit, '127.0.0.1', 5_000)).toBe(SOURCE_PACKETS.perSecond)
  })

  it('lets neighbours through while one source floods', () => {
    const admit = createPacketBudget(() => 0)
    count(admit, '10.0.0.66', 100_000)
    expect(count(admit, '10.0.0.2', 100)).toBe(100)
  })

  it('bounds all sources together, and what it remembers of them', () => {
    const admit = createPacketBudget(() => 0)
    let admitted = 0
    for (let source = 0; source < 3 * MAX_SOURCES; source++) if (admit(`source ${source}`)) admitted++
    expect(admitted).toBe(ALL_PACKETS.burst)
  })
})
