/** Nodes that go without a goodbye. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createBonjourDiscovery } from '../../src/main/discovery/bonjour-discovery.ts'
import type { Discovery } from '../../src/main/discovery/types.ts'
import { advert, project } from './adverts.ts'
import { listen } from './listener.ts'
import { buildDriver, startNode } from './node-process.ts'

const LOOPBACK = ['127.0.0.1']

describe('a node that is killed', () => {
  let driver: Awaited<ReturnType<typeof buildDriver>>
  let bob: Discovery
  beforeAll(async () => void (driver = await buildDriver()))
  afterEach(() => bob.stop())
  afterAll(() => driver.remove())

  it('is gone after a while, while the others stay; it is seen again at once when it comes back', async () => {
    bob = createBonjourDiscovery({ interfaces: LOOPBACK })
    const atBob = await listen(bob)
    const alice = await startNode(driver.path, LOOPBACK)
    const carol = await startNode(driver.path, LOOPBACK)
    alice.advertise(advert('Alice', [project('wine')], { port: 48_121 }))
    carol.advertise(advert('Carol', [project('wine')], { port: 48_122 }))
    const all = 'Alice,Carol,Alice/wine@1,Carol/wine@1'
    await atBob.until(() => atBob.present().join() === all)
    await alice.end('kill -9')
    const killed = performance.now()
    await atBob.until(() => atBob.present().join() === 'Carol,Carol/wine@1')
    console.log(`killed to gone: ${((performance.now() - killed) / 1_000).toFixed(1)} s`)

    const again = await startNode(driver.path, LOOPBACK)
    again.advertise(advert('Alice', [project('wine')], { port: 48_121 }))
    await atBob.until(() => atBob.present().join() === all)
    await Promise.all([again.end('stop'), carol.end('stop')])
    await atBob.until(() => atBob.present().length === 0)
    expect(atBob.events.filter(({ type }) => type === 'node-gone')).toHaveLength(3)
  })

  it('is not believed to be back until it takes connections', async () => {
    let reachable = false
    bob = createBonjourDiscovery({ interfaces: LOOPBACK, probe: async () => reachable })
    const atBob = await listen(bob)
    const wine = advert('Alice', [project('wine')], { port: 48_123 })
    const alice = await startNode(driver.path, LOOPBACK)
    alice.advertise(wine)
    await atBob.until(() => atBob.present().length === 2)
    await alice.end('kill -9')
    await atBob.until(() => atBob.present().length === 0)
    const before = atBob.events.length

    const again = await startNode(driver.path, LOOPBACK)
    for (let seq = 2; seq < 5; seq++) {
      again.advertise(advert('Alice', [project('wine', { seq })], { port: 48_123 }))
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
    expect(atBob.events).toHaveLength(before)
    reachable = true
    bob.refresh()
    await atBob.until(() => atBob.present().includes('Alice/wine@4'))
    await again.end('stop')
  })
})
