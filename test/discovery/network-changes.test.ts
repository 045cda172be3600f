/** What happens to networks: interfaces come and go, cables are pulled, ports are taken, firewalls forbid. */
import { spawn } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { advert, project } from './adverts.ts'
import { createBench, obstacle, run, type Bench, type Namespace } from './namespaces.ts'
import { buildDriver, startNode, type NodeProcess } from './node-process.ts'

const why = obstacle('ip', 'nft')
if (why) console.warn(`SKIPPED: discovery on changing networks: ${why}`)

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const WINE = advert('Alice', [project('wine')])
const troubles = ({ events }: NodeProcess) =>
  events.flatMap((event) => (event.type === 'trouble' ? [event.text] : []))
const sees = (node: NodeProcess, present: string) => node.until(() => node.present().join() === present)

describe.skipIf(why !== null)('on a changing network', () => {
  let bench: Bench
  let here: Namespace
  let there: Namespace
  let driver: Awaited<ReturnType<typeof buildDriver>>
  const nodes: NodeProcess[] = []

  const node = async (namespace: Namespace, interfaces: 'auto' | readonly string[] = 'auto') => {
    const started = await startNode(driver.path, interfaces, namespace.exec)
    bench.adopt(started.child)
    nodes.push(started)
    return started
  }

  beforeAll(async () => void (driver = await buildDriver()))
  afterAll(() => driver?.remove())
  beforeEach(() => {
    bench = createBench()
    here = bench.namespace('here')
    there = bench.namespace('there')
  })
  afterEach(async () => {
    await Promise.all(nodes.splice(0).map((each) => each.end('stop')))
    bench.remove()
  })

  it('uses a network as soon as there is one', async () => {
    const [alice, bob] = [await node(here), await node(there)]
    alice.advertise(WINE)
    expect(troubles(bob).at(-1)).toMatch(/no network/)
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    await sees(bob, 'Alice,Alice/wine@1')
    expect(troubles(bob).at(-1)).toBe('')
  })

  it('follows a changed address, and nobody seems to have left', async () => {
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    const [alice, bob] = [await node(here), await node(there)]
    alice.advertise(WINE)
    await sees(bob, 'Alice,Alice/wine@1')
    here.ip('addr', 'del', '10.77.0.1/24', 'dev', 'lan0')
    here.ip('addr', 'add', '10.77.0.9/24', 'dev', 'lan0')
    const moved = () =>
      bob.events.some((event) => event.type === 'project-seen' && event.addresses.join() === '10.77.0.9')
    await bob.until(moved)
    expect(bob.events.filter(({ type }) => type.endsWith('gone'))).toEqual([])
    expect(alice.events).toContainEqual({ type: 'network-changed' })
  })

  it('notices that a cable was pulled, and sees everybody again when it is back', async () => {
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    const [alice, bob] = [await node(here), await node(there)]
    alice.advertise(WINE)
    await sees(bob, 'Alice,Alice/wine@1')
    there.ip('link', 'set', 'lan0', 'down')
    await sees(bob, '')
    there.ip('link', 'set', 'lan0', 'up')
    await sees(bob, 'Alice,Alice/wine@1')
  })

  it('merges what it hears on two interfaces, and tells nothing when one of them goes', async () => {
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    for (const [end, address] of [
      [here, '10.78.0.1/24'],
      [there, '10.78.0.2/24'],
    ] as const) {
      if (end === here)
        here.ip('link', 'add', 'lan1', 'type', 'veth', 'peer', 'name', 'lan1', 'netns', there.name)
      end.ip('addr', 'add', address, 'dev', 'lan1')
      end.ip('link', 'set', 'lan1', 'up')
    }
    const [alice, bob] = [await node(here), await node(there)]
    alice.advertise(WINE)
    const addresses = () => bob.events.findLast((event) => event.type === 'project-seen')?.addresses
    await bob.until(() => addresses()?.length === 2)
    expect([...addresses()!].sort()).toEqual(['10.77.0.1', '10.78.0.1'])
    there.ip('link', 'del', 'lan1')
    await bob.until(() => addresses()?.join() === '10.77.0.1')
    await wait(3_000)
    expect(bob.events.filter(({ type }) => type.endsWith('gone'))).toEqual([])
  })

  it('tells IPv6 addresses after the one that was heard, but none of the link alone', async () => {
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    for (const [end, address] of [
      [here, 'fd00:77::1/64'],
      [there, 'fd00:77::2/64'],
    ] as const)
      end.ip('addr', 'add', address, 'dev', 'lan0', 'nodad')
    const [alice, bob] = [await node(here), await node(there)]
    alice.advertise(WINE)
    await sees(bob, 'Alice,Alice/wine@1')
    const seen = bob.events.findLast((event) => event.type === 'project-seen')
    expect(seen?.addresses).toEqual(['10.77.0.1', 'fd00:77::1'])
  })

  it('two nodes of one machine see each other and the network, on the same interface', async () => {
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    const [alice, bob, carol] = [await node(here), await node(here), await node(there)]
    alice.advertise(WINE)
    bob.advertise(advert('Bob', [project('cheese')], { port: 49_153 }))
    carol.advertise(advert('Carol', [project('bread')]))
    await sees(alice, 'Bob,Carol,Bob/cheese@1,Carol/bread@1')
    await sees(bob, 'Alice,Carol,Alice/wine@1,Carol/bread@1')
    await sees(carol, 'Alice,Bob,Alice/wine@1,Bob/cheese@1')
  })

  it('a node on loopback alone hears nothing of the network, though they share a port', async () => {
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    const [alice, bob] = [await node(there), await node(here)]
    const [carol, other] = [await node(here, ['127.0.0.1']), await node(here, ['127.0.0.1'])]
    alice.advertise(WINE)
    other.advertise(advert('Carol', [project('bread')], { port: 49_153 }))
    await sees(bob, 'Alice,Alice/wine@1')
    await wait(500)
    expect(carol.present()).toEqual(['Carol', 'Carol/bread@1'])
    expect(bob.present()).toEqual(['Alice', 'Alice/wine@1'])
  })

  it('says that port 5353 is taken, and goes on once it is free', async () => {
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    const selfish = bench.adopt(
      spawn(here.exec[0]!, [
        ...here.exec.slice(1),
        process.execPath,
        '-e',
        "require('dgram').createSocket('udp4').bind(5353, () => console.log('bound'))",
      ]),
    )
    await new Promise((resolve) => selfish.stdout.once('data', resolve))
    const [alice, bob] = [await node(here), await node(there)]
    alice.advertise(WINE)
    expect(troubles(alice).at(-1)).toMatch(/5353.*EADDRINUSE/)
    selfish.kill('SIGKILL')
    await sees(bob, 'Alice,Alice/wine@1')
    expect(troubles(alice).at(-1)).toBe('')
  })

  it('says that a firewall forbids, and goes on once it does not', async () => {
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    const nft = (...args: string[]) => run(here.exec[0]!, ...here.exec.slice(1), 'nft', ...args)
    nft('add table inet wall; add chain inet wall out { type filter hook output priority 0; }')
    nft('add rule inet wall out udp dport 5353 drop')
    const [alice, bob] = [await node(here), await node(there)]
    alice.advertise(WINE)
    await alice.until(() => /firewall/.test(troubles(alice).at(-1) ?? ''))
    nft('delete table inet wall')
    await sees(bob, 'Alice,Alice/wine@1')
    expect(troubles(alice).at(-1)).toBe('')
  })

  it('says that the interface asked for is not there, and uses it once it is', async () => {
    const [alice, bob] = [await node(here, ['10.77.0.1']), await node(there)]
    alice.advertise(WINE)
    expect(troubles(alice).at(-1)).toMatch(/10\.77\.0\.1/)
    bench.cable(here, '10.77.0.1/24', there, '10.77.0.2/24')
    await sees(bob, 'Alice,Alice/wine@1')
    expect(troubles(alice).at(-1)).toBe('')
  })
})
