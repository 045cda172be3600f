/** Strangers who send whatever they like to port 5353. */
import { createSocket, type Socket } from 'node:dgram'
import Bonjour from 'bonjour-service'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBonjourDiscovery } from '../../src/main/discovery/bonjour-discovery.ts'
import { nodeInstance } from '../../src/main/discovery/advertised-services.ts'
import { internalsOf } from '../../src/main/discovery/bonjour-internals.ts'
import { MAX_SERVICES_PER_SOURCE, SERVICE_DOMAIN } from '../../src/main/discovery/limits.ts'
import type { Discovery } from '../../src/main/discovery/types.ts'
import { advert, peerIdOf, project } from './adverts.ts'
import { listen } from './listener.ts'
import { createTap } from './tap.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('hostile packets', () => {
  let alice: Discovery
  let bob: Discovery
  let stranger: Socket
  const send = (packet: Uint8Array) =>
    new Promise<void>((done) => stranger.send(packet, 5_353, '224.0.0.251', () => done()))

  beforeEach(async () => {
    ;[alice, bob] = [0, 1].map(() =>
      createBonjourDiscovery({ interfaces: ['127.0.0.1'], probe: async () => true }),
    ) as [Discovery, Discovery]
    stranger = createSocket({ type: 'udp4', reuseAddr: true })
    // From the mDNS port, so that answers are taken; bound to an address, so that packets are only sent.
    await new Promise<void>((done) => stranger.bind(5_353, '127.0.0.1', done))
    stranger.setMulticastInterface('127.0.0.1')
  })
  afterEach(async () => {
    stranger.close()
    await Promise.all([alice.stop(), bob.stop()])
  })

  it('of any bytes, and real ones with bytes changed, do no harm', async () => {
    const tap = await createTap('Alice')
    await alice.start(() => undefined)
    alice.advertise(advert('Alice', [project('wine')]))
    await wait(400)
    tap.close()
    const sample = tap.sample()
    expect(sample.length).toBeGreaterThan(0)

    const changed = fc
      .tuple(
        fc.constantFrom(...sample),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 8 }),
        fc.nat(),
      )
      .map(([packet, changes, end]) => {
        const copy = Buffer.from(packet)
        for (const [at, byte] of changes) copy[at % copy.length] = byte
        return end % 4 === 0 ? copy.subarray(0, end % copy.length) : copy
      })
    const packets = fc.sample(fc.oneof(fc.uint8Array({ maxLength: 9_100, size: 'max' }), changed), 600)
    for (const packet of packets) await send(packet)

    const atBob = await listen(bob)
    await atBob.until(() => atBob.present().includes('Alice/wine@1'))
  })

  it('with thousands of invented nodes fill no more than one source’s share, and real neighbours stay', async () => {
    const atBob = await listen(bob)
    await alice.start(() => undefined)
    alice.advertise(advert('Alice', [project('wine')]))
    await atBob.until(() => atBob.present().length === 2)
    const flood = new Bonjour({ interface: '127.0.0.1', bind: '0.0.0.0' } as object)
    const { mdns } = internalsOf(flood).server
    for (let index = 0; index < 900; index++) {
      const peerId = peerIdOf(`invented ${index}`)
      const name = `node-${peerId.slice(0, 16)}.${SERVICE_DOMAIN}`
      mdns.respond([
        { name, type: 'SRV', ttl: 120, data: { port: 1, target: 'x.local' } },
        {
          name,
          type: 'TXT',
          ttl: 120,
          data: ['v=1', 'kind=node', `id=${peerId}`, 'port=1', 'name=X', 'seq=1'],
        },
      ])
      if (index % 50 === 0) await wait(5)
    }
    await wait(300)
    await new Promise<void>((done) => flood.destroy(done))
    const nodes = atBob.present().filter((one) => one === 'X').length
    expect(nodes).toBeGreaterThan(100)
    expect(nodes).toBeLessThanOrEqual(MAX_SERVICES_PER_SOURCE)
    expect(atBob.present()).toContain('Alice/wine@1')
  })

  it('with a flood of questions get few answers', async () => {
    await alice.start(() => undefined)
    alice.advertise(advert('Alice', [project('wine')]))
    await wait(1_500)
    let answers = 0
    const counter = new Bonjour({ interface: '127.0.0.1', bind: '0.0.0.0' } as object)
    const { mdns } = internalsOf(counter).server
    const alices = nodeInstance(peerIdOf('Alice'))
    mdns.on('response', ({ answers: records }) => {
      if (records.some(({ name }) => name.startsWith(alices))) answers++
    })
    await wait(50)
    for (let index = 0; index < 300; index++) {
      mdns.query(SERVICE_DOMAIN, 'PTR')
      if (index % 10 === 0) await wait(20)
    }
    await wait(300)
    await new Promise<void>((done) => counter.destroy(done))
    // Less than a second of questions at a quarter of a second for each answer, and perhaps an announcement.
    expect(answers).toBeGreaterThan(0)
    expect(answers).toBeLessThanOrEqual(8)
  })
})
