/** Interoperation with another implementation of multicast DNS, on a network of two machines. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advertised, nodeInstance, projectInstance } from '../../src/main/discovery/advertised-services.ts'
import { advert, hashOf, peerIdOf, project } from './adverts.ts'
import { startAvahi } from './avahi.ts'
import { createBench, obstacle, type Bench, type Namespace } from './namespaces.ts'
import { buildDriver, startNode, type NodeProcess } from './node-process.ts'

const why = obstacle('ip', 'nsenter', 'avahi-daemon', 'avahi-browse', 'avahi-publish', 'dbus-daemon')
if (why) console.warn(`SKIPPED: interoperation with avahi-daemon: ${why}`)

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const txtOf = (txt: Readonly<Record<string, string>>) =>
  Object.entries(txt).map(([key, value]) => `${key}=${value}`)

describe.skipIf(why !== null)('together with avahi-daemon', () => {
  let bench: Bench
  let here: Namespace
  let there: Namespace
  let driver: Awaited<ReturnType<typeof buildDriver>>
  let avahi: Awaited<ReturnType<typeof startAvahi>>
  const nodes: NodeProcess[] = []

  const node = async (namespace: Namespace) => {
    const started = await startNode(driver.path, 'auto', namespace.exec)
    bench.adopt(started.child)
    nodes.push(started)
    return started
  }

  beforeAll(async () => {
    driver = await buildDriver()
    bench = createBench()
    here = bench.namespace('here')
    there = bench.namespace('there')
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    avahi = await startAvahi(bench, there, 'bobs-machine')
  })

  afterAll(async () => {
    await Promise.all(nodes.map((each) => each.end('stop')))
    avahi?.remove()
    bench?.remove()
    await driver?.remove()
  })

  it('Avahi resolves host, port and data of what we advertise, from afar and from the same machine', async () => {
    for (const [namespace, name, address] of [
      [here, 'Alice', '10.77.0.1'],
      [there, 'Carol', '10.77.0.2'],
    ] as const) {
      const said = advert(name, [project('wine', { alternatives: [hashOf('other')] })], { port: 4_000 })
      const each = await node(namespace)
      each.advertise(said)
      await wait(300)
      const found = avahi.browse()
      for (const { instance, host, port, txt } of advertised(said, 64).services) {
        const service = found.find((one) => one.instance === instance)
        expect(service).toMatchObject({ host, address, port })
        expect([...service!.txt].sort()).toEqual(txtOf(txt).sort())
      }
    }
  })

  it('Avahi knows one set of data after a change, and nothing after a withdrawal', async () => {
    const alice = nodes[0]!
    const instance = (name: string) => projectInstance(peerIdOf('Alice'), project(name).repoHash)
    alice.advertise(advert('Alice', [project('wine', { seq: 2 }), project('beer')], { port: 4_000 }))
    await wait(2_500)
    const wine = avahi.browse().filter((one) => one.instance === instance('wine'))
    expect(wine).toHaveLength(1)
    expect(wine[0]!.txt.filter((string) => string.startsWith('seq='))).toEqual(['seq=2'])
    alice.advertise(advert('Alice', [project('beer')], { port: 4_000 }))
    await wait(2_500)
    const left = avahi.browse().map((one) => one.instance)
    expect(left).toContain(instance('beer'))
    expect(left).toContain(nodeInstance(peerIdOf('Alice')))
    expect(left).not.toContain(instance('wine'))
  })

  it('sees what Avahi publishes, and its withdrawal, from afar and from the same machine', async () => {
    const bob = advert('Bob', [project('cheese')], { port: 5_000 })
    const publishing = advertised(bob, 64).services.map(({ instance, port, txt }) =>
      avahi.client('avahi-publish', '-s', instance, '_gittorrent._tcp', String(port), ...txtOf(txt)),
    )
    for (const each of nodes) {
      await each.until(() => each.present().includes('Bob/cheese@1'))
      expect(each.events).toContainEqual({ type: 'node-seen', node: bob.node, addresses: ['10.77.0.2'] })
    }
    for (const child of publishing) child.kill('SIGTERM')
    for (const each of nodes) await each.until(() => !each.present().some((one) => one.startsWith('Bob')))
  })

  it('nodes beside Avahi and afar see one another, and Avahi keeps its name', async () => {
    const [alice, carol] = nodes
    await alice!.until(() => alice!.present().join() === 'Carol,Carol/wine@1')
    await carol!.until(() => carol!.present().join() === 'Alice,Alice/beer@1')
    expect(avahi.log()).not.toMatch(/conflict/i)
  })

  it('Avahi forgets a node that says goodbye', async () => {
    await nodes.pop()!.end('stop')
    await wait(1_500)
    expect(avahi.browse().map((one) => one.instance)).not.toContain(nodeInstance(peerIdOf('Carol')))
  })
})
