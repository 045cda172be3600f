/** A network that is too large for a service of each project: nodes alone are services, directories come by unicast. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createBonjourDiscovery } from '../../src/main/discovery/bonjour-discovery.ts'
import type { Discovery } from '../../src/main/discovery/types.ts'
import { fetchDirectory } from '../../src/main/net/fetch-shared.ts'
import { advert, project } from './adverts.ts'
import { listen } from './listener.ts'
import { createTap } from './tap.ts'

const NAMES = ['Alice', 'Bob', 'Carol', 'Dora']
const running: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(running.splice(0).map((stop) => stop())))

/** A node's discovery, and the HTTP beside it. @param answer what it says instead of its directory */
async function node(answer?: (directory: Uint8Array) => Uint8Array) {
  const discovery: Discovery = createBonjourDiscovery({
    interfaces: ['127.0.0.1'],
    probe: async () => true,
    fetchDirectory,
    largeNetwork: NAMES.length,
  })
  const requests: string[] = []
  const server: Server = createServer((request, response) => {
    requests.push(request.url!)
    const document = discovery.document()!
    response.end(answer ? answer(document) : document)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  running.push(() => discovery.stop())
  running.push(() => new Promise((resolve) => server.close(resolve)))
  return { discovery, port, requests }
}

const everything = (of: string) =>
  NAMES.filter((name) => name !== of).flatMap((name) => [
    name,
    `${name}/wine ${name}@1`,
    `${name}/beer ${name}@1`,
  ])

describe('on a large network', () => {
  it('projects stay known to all while their services go, new ones and new heads come by unicast', async () => {
    const nodes = await Promise.all(NAMES.map(() => node()))
    const listeners = await Promise.all(nodes.map(({ discovery }) => listen(discovery)))
    const projectsOf = (name: string) => [project(`wine ${name}`), project(`beer ${name}`)]
    nodes.forEach(({ discovery, port }, at) => {
      discovery.advertise(advert(NAMES[at]!, projectsOf(NAMES[at]!), { port }))
    })
    const [alice] = nodes
    await Promise.all(
      listeners.map((listener, at) =>
        listener.until(() => everything(NAMES[at]!).every((each) => listener.present().includes(each))),
      ),
    )
    // Both are there for a while; then the services go, and nobody misses a project.
    await new Promise((resolve) => setTimeout(resolve, 19_000))
    const tap = await createTap(...NAMES)
    nodes[1]!.discovery.refresh()
    await new Promise((resolve) => setTimeout(resolve, 500))
    tap.close()
    expect(tap.packets()).toBeLessThanOrEqual(2 * NAMES.length)
    for (const [at, listener] of listeners.entries()) {
      expect(listener.present().toSorted()).toEqual(everything(NAMES[at]!).toSorted())
      expect(listener.events.filter(({ type }) => type === 'project-gone')).toEqual([])
    }
    expect(new Set(alice!.requests)).toEqual(new Set(['/directory']))

    const moved = [project('wine Alice', { seq: 2 }), project('rum Alice')]
    alice!.discovery.advertise(advert('Alice', moved, { port: alice!.port, directorySeq: 2 }))
    const [, atBob] = listeners
    await atBob!.until(() =>
      ['Alice/wine Alice@2', 'Alice/rum Alice@1'].every((each) => atBob!.present().includes(each)),
    )
    await atBob!.until(() => !atBob!.present().some((each) => each.startsWith('Alice/beer')))
  })

  it('a directory that is not what was announced brings nothing', async () => {
    const many = Array.from({ length: 80 }, (_, number) => project(`jar ${number}`))
    const liar = await node((document) => {
      const bytes = document.slice()
      bytes[bytes.length - 3]! ^= 1
      return bytes
    })
    const flood = await node(() => new Uint8Array(1_000_000))
    const reader = await node()
    const listener = await listen(reader.discovery)
    for (const [{ discovery, port }, name] of [
      [liar, 'Alice'],
      [flood, 'Bob'],
    ] as const) {
      await discovery.start(() => undefined)
      discovery.advertise(advert(name, many, { port }))
    }
    const asked = () => [liar, flood].every(({ requests }) => requests.length > 0)
    await expect.poll(asked).toBe(true)
    await listener.until(() => listener.present().length >= 130)
    await new Promise((resolve) => setTimeout(resolve, 500))
    // What are services is known; what only the directories would tell is not.
    expect(listener.present().filter((each) => each.startsWith('Alice/jar'))).toHaveLength(64)
    expect(listener.present().filter((each) => each.startsWith('Bob/jar'))).toHaveLength(64)
  })
})
