import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBonjourDiscovery } from '../../src/main/discovery/bonjour-discovery.ts'
import type { Discovery } from '../../src/main/discovery/types.ts'
import { advert, project } from './adverts.ts'
import { describeDiscovery } from './compliance.ts'
import { listen } from './listener.ts'
import { createTap } from './tap.ts'

const LOOPBACK = { interfaces: ['127.0.0.1'], probe: async () => true }
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describeDiscovery(
  'multicast DNS on loopback',
  () => createBonjourDiscovery(LOOPBACK),
  () => undefined,
)

describe('discovery by multicast DNS', () => {
  let alice: Discovery
  afterEach(() => alice.stop())

  it('tells where it listens', async () => {
    alice = createBonjourDiscovery(LOOPBACK)
    expect(alice.interfaces()).toEqual([])
    await alice.start(() => undefined)
    expect(alice.interfaces()).toEqual([{ name: expect.stringMatching(/lo/i), address: '127.0.0.1' }])
  })

  it('can be stopped while it starts', async () => {
    alice = createBonjourDiscovery(LOOPBACK)
    alice.advertise(advert('Alice'))
    const started = alice.start(() => undefined)
    await alice.stop()
    await started
  })

  it('bears a system that does not tell its interfaces for a while', async () => {
    let broken = true
    const interfaceTable = () => {
      if (broken) throw new Error('too many open files')
      return networkInterfaces()
    }
    alice = createBonjourDiscovery({ ...LOOPBACK, interfaceTable })
    const seen = await listen(alice)
    expect(seen.events).toMatchObject([
      { type: 'trouble', text: expect.stringContaining('too many open files') },
    ])
    broken = false
    await seen.until(() => alice.interfaces().length === 1)
    expect(seen.events.at(-1)).toEqual({ type: 'trouble', text: '' })
  })

  it('goes to another interface when that is chosen, and says where there is none', async () => {
    let chosen = ['127.0.0.1']
    alice = createBonjourDiscovery({ ...LOOPBACK, interfaces: () => chosen })
    const seen = await listen(alice)
    expect(alice.interfaces()).toHaveLength(1)
    chosen = ['wlan7']
    await seen.until(() => alice.interfaces().length === 0)
    expect(seen.events.at(-1)).toMatchObject({ type: 'trouble', text: expect.stringContaining('wlan7') })
    chosen = ['lo']
    await seen.until(() => alice.interfaces().length === 1)
    expect(seen.events.at(-1)).toEqual({ type: 'trouble', text: '' })
  })

  it('introduces itself again when the machine has slept', async () => {
    alice = createBonjourDiscovery(LOOPBACK)
    await alice.start(() => undefined)
    alice.advertise(advert('Alice', [project('wine')]))
    await wait(1_400)
    const tap = await createTap('Alice')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
    await wait(1_100)
    vi.useRealTimers()
    tap.close()
    // In this time nothing but the waking is due: the library repeats itself after one and three seconds.
    expect(tap.answers()).toBeGreaterThan(0)
  })
})
