/** What bonjour-service does by itself, reproduced, beside what our discovery does in its place. */
import { createRequire } from 'node:module'
import Bonjour from 'bonjour-service'
import { afterEach, describe, expect, it } from 'vitest'
import { advertised, serviceName } from '../../src/main/discovery/advertised-services.ts'
import { createBonjourDiscovery } from '../../src/main/discovery/bonjour-discovery.ts'
import { internalsOf, type OutgoingRecord } from '../../src/main/discovery/bonjour-internals.ts'
import type { Discovery } from '../../src/main/discovery/types.ts'
import { advert, peerIdOf, project } from './adverts.ts'
import { listen } from './listener.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
type Service = InstanceType<typeof Bonjour.Service>
/** Node and projects of Alice; her host's address as well. */
const isOfAlice = (text: string) => text.includes(peerIdOf('Alice').slice(0, 16))
const OPTIONS = { interface: '127.0.0.1', bind: '0.0.0.0' } as object

describe('the library’s traps', () => {
  const libraries: Bonjour[] = []
  const discoveries: Discovery[] = []
  const library = () => {
    const bonjour = new Bonjour(OPTIONS)
    libraries.push(bonjour)
    return bonjour
  }
  const ours = () => {
    const discovery = createBonjourDiscovery({ interfaces: ['127.0.0.1'], probe: async () => true })
    discoveries.push(discovery)
    return discovery
  }
  afterEach(async () => {
    await Promise.all(discoveries.splice(0).map((each) => each.stop()))
    await Promise.all(libraries.splice(0).map((each) => new Promise<void>((done) => each.destroy(done))))
  })

  it('the version is the one whose internals we know', () => {
    const { version } = createRequire(import.meta.url)('bonjour-service/package.json') as { version: string }
    expect(version).toBe('1.4.4')
    const { server } = internalsOf(library())
    for (const method of ['register', 'respondToQuery', 'recordsFor'] as const)
      expect(server[method]).toBeTypeOf('function')
    expect(server.registry).toEqual({})
    // The responder takes the place of this one listener.
    expect(server.mdns.listenerCount('query')).toBe(1)
  })

  it('library: stopping one of two services hides the other from newcomers', async () => {
    const publisher = library()
    const service = { type: 'gt-trap', port: 4_000, host: 'gt-trap.local', probe: false }
    const one = publisher.publish({ ...service, name: 'one' })
    publisher.publish({ ...service, name: 'two' })
    const names = async () => {
      const found = library().find({ type: 'gt-trap' })
      await wait(300)
      return found.services.map(({ name }) => name).sort()
    }
    expect(await names()).toEqual(['one', 'two'])
    one.stop()
    await wait(50)
    expect(await names()).toEqual([])
  })

  it('ours: withdrawing one leaves the others to newcomers of the library, and the address to all', async () => {
    const alice = ours()
    await alice.start(() => undefined)
    alice.advertise(advert('Alice', [project('wine'), project('beer')]))
    // It listens first.
    await wait(300)
    const packets: OutgoingRecord[] = []
    const watcher = library()
    internalsOf(watcher).server.mdns.on('response', ({ answers }) =>
      packets.push(...(answers as OutgoingRecord[])),
    )
    await wait(50)
    alice.advertise(advert('Alice', [project('wine')]))
    await wait(50)
    const goodbyes = packets.filter(
      ({ ttl, name, data }) => ttl === 0 && isOfAlice(`${name} ${String(data)}`),
    )
    expect(goodbyes.map(({ type }) => type)).toEqual(['PTR', 'SRV', 'TXT'])
    const found = library().find({ type: 'gittorrent' })
    await wait(300)
    const wine = found.services.filter(({ name, txt }) => isOfAlice(name) && txt.kind === 'repo')
    expect(wine).toMatchObject([{ txt: { name: 'wine' }, addresses: ['127.0.0.1'] }])
  })

  it('ours: changes reach the library’s browser, and old data never come back', async () => {
    const alice = ours()
    await alice.start(() => undefined)
    const seqs: string[] = []
    const browser = library().find({ type: 'gittorrent' })
    for (const event of ['up', 'txt-update'] as const)
      browser.on(event, (service: Service) => {
        if (isOfAlice(service.name) && service.txt.kind === 'repo') seqs.push(service.txt.seq)
      })
    alice.advertise(advert('Alice', [project('wine', { seq: 1 })]))
    await wait(1_200)
    const said = advert('Alice', [project('wine', { seq: 2 })])
    alice.advertise(said)
    // The library's own announcements would be repeated three seconds after the first.
    await wait(2_500)
    expect(seqs).toEqual(['1', '2'])
    const { mdns } = internalsOf(library()).server
    const texts: string[] = []
    mdns.on('response', ({ answers }) => {
      for (const { type, data } of answers) if (type === 'TXT') texts.push(...(data as Buffer[]).map(String))
    })
    const { instance } = advertised(said, 64).services[1]!
    mdns.query(serviceName(instance), 'TXT')
    await wait(300)
    expect(texts.filter((text) => text.startsWith('seq='))).toEqual(['seq=2'])
  })

  it('ours: data change on the air at most once a second, the first time at once, the last time surely', async () => {
    const alice = ours()
    await alice.start(() => undefined)
    const texts: { time: number; seq: string }[] = []
    internalsOf(library()).server.mdns.on('response', ({ answers }) => {
      for (const { type, name, data } of answers) {
        if (type !== 'TXT' || !name.startsWith('repo-') || !isOfAlice(name)) continue
        const seq = (data as Buffer[]).map(String).find((string) => string.startsWith('seq='))!
        if (texts.at(-1)?.seq !== seq) texts.push({ time: performance.now(), seq })
      }
    })
    alice.advertise(advert('Alice', [project('wine', { seq: 0 })]))
    await wait(1_500)
    const began = performance.now()
    for (let seq = 1; seq <= 120; seq++) {
      alice.advertise(advert('Alice', [project('wine', { seq })]))
      await wait(20)
    }
    const seconds = (performance.now() - began) / 1_000
    await wait(1_200)
    const changes = texts.filter(({ time }) => time >= began)
    expect(changes[0]!.seq).toBe('seq=1')
    expect(changes.at(-1)!.seq).toBe('seq=120')
    changes.slice(1).forEach(({ time }, index) => expect(time - changes[index]!.time).toBeGreaterThan(500))
    expect(changes.length).toBeLessThanOrEqual(3 + seconds)
  })

  it('ours: an address that changes is noticed, which the library’s browser does not tell', async () => {
    const bob = ours()
    const atBob = await listen(bob)
    const { mdns } = internalsOf(library()).server
    const browser = library().find({ type: 'gittorrent' })
    const told: string[] = []
    for (const event of ['up', 'down', 'srv-update', 'txt-update'] as const) {
      browser.on(event, ({ name }: Service) => {
        if (isOfAlice(name)) told.push(event)
      })
    }
    const { node } = advert('Alice')
    const name = `node-${node.peerId.slice(0, 16)}._gittorrent._tcp.local`
    const say = (address: string) =>
      mdns.respond([
        { name: '_gittorrent._tcp.local', type: 'PTR', ttl: 120, data: name },
        { name, type: 'SRV', ttl: 120, data: { port: node.port, target: 'gt-alice.local' } },
        {
          name,
          type: 'TXT',
          ttl: 120,
          data: ['v=1', 'kind=node', `id=${node.peerId}`, `port=${node.port}`, 'name=Alice', 'seq=1'],
        },
        { name: 'gt-alice.local', type: 'A', ttl: 120, data: address },
      ])
    for (const address of ['127.0.0.1', '127.0.0.2']) {
      say(address)
      await wait(100)
    }
    expect(told).toEqual(['up'])
    expect(atBob.events).toEqual([
      { type: 'node-seen', node, addresses: ['127.0.0.1'] },
      { type: 'node-seen', node, addresses: ['127.0.0.2'] },
    ])
  })
})
