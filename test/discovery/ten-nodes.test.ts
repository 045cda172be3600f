/** Many nodes on one machine, as all our other tests need them: quick, complete, and not too talkative. */
import { afterEach, describe, expect, it } from 'vitest'
import { createBonjourDiscovery } from '../../src/main/discovery/bonjour-discovery.ts'
import type { Discovery } from '../../src/main/discovery/types.ts'
import { advert, project } from './adverts.ts'
import { listen, type Listener } from './listener.ts'
import { createTap } from './tap.ts'

const NODES = 10
const running: Discovery[] = []
const node = () => {
  const discovery = createBonjourDiscovery({ interfaces: ['127.0.0.1'], probe: async () => true })
  running.push(discovery)
  return discovery
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((discovery) => discovery.stop()))
})

describe('discovery among many nodes of one machine', () => {
  it(`lets ${NODES} nodes with a project each see everything, in under 200 packets`, async () => {
    const tap = await createTap(...Array.from({ length: NODES }, (_, index) => `Alice ${index}`))
    const began = performance.now()
    const listeners: Listener[] = []
    for (let index = 0; index < NODES; index++) {
      const discovery = node()
      listeners.push(await listen(discovery))
      discovery.advertise(advert(`Alice ${index}`, [project(`wine ${index}`)]))
    }
    await Promise.all(
      listeners.map((listener) => listener.until(() => listener.present().length === 2 * (NODES - 1))),
    )
    const took = performance.now() - began
    const then = `${tap.packets()} packets of ${tap.bytes()} bytes`
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 2_000 - took)))
    tap.close()
    console.log(
      `${NODES} nodes: all seen after ${took.toFixed(0)} ms, ${then}; after 2 s ${tap.packets()} packets of ${tap.bytes()} bytes`,
    )
    expect(tap.packets()).toBeLessThan(200)
  })

  it('shows what is published, long before anybody asks again', async () => {
    const alice = node()
    const bob = node()
    const atBob = await listen(bob)
    await alice.start(() => undefined)
    const times: number[] = []
    for (let index = 0; index < 20; index++) {
      const began = performance.now()
      alice.advertise(
        advert(
          'Alice',
          Array.from({ length: index + 1 }, (_, at) => project(`wine ${at}`)),
        ),
      )
      await atBob.until(() => atBob.present().includes(`Alice/wine ${index}@1`))
      times.push(performance.now() - began)
    }
    times.sort((a, b) => a - b)
    console.log(`publish to seen: median ${times[9]!.toFixed(1)} ms, p95 ${times[18]!.toFixed(1)} ms`)
    expect(times[9]).toBeLessThan(5_000)
  })
})
