/** Two computers without IPv4 on their network: nodes hear nobody, and join by link. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../src/shared/doctor-model.ts'
import { decodeMetainfo } from '../../src/main/gtp/metainfo.ts'
import { createBench, obstacle, type Namespace } from '../discovery/namespaces.ts'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { git } from '../git/user-git.ts'
import { startNode, type TestNode } from './start-node.ts'
import { until } from './arrivals.ts'

const why = obstacle('ip')
if (why) console.warn(`SKIPPED: a network of IPv6 alone: ${why}`)

const bench = createBench()
const nodes: TestNode[] = []
const on = async (place: Namespace, name: string, ...args: string[]) => {
  const node = await startNode({ name, exec: place.exec, everywhere: true, args })
  nodes.push(node)
  // A cable that was plugged in this moment is noticed within two seconds.
  await until('the network', async () => (await messageOf(node)).includes('join by link'))
  return node
}
const messageOf = async (node: TestNode) =>
  (await node.json<{ node: { discovery: { message: string } } }>('status')).node.discovery.message
/** Reads a URL as another computer would. */
const read = async ({ exec }: Namespace, url: string) => {
  const script = `fetch(${JSON.stringify(url)}).then(async (r) => process.stdout.write(r.status + '\\n' + Buffer.from(await r.arrayBuffer()).toString('base64')))`
  const { stdout } = await promisify(execFile)(exec[0]!, [...exec.slice(1), process.execPath, '-e', script])
  const [status, body = ''] = stdout.split('\n')
  return { status: Number(status), body: Buffer.from(body, 'base64') }
}

describe.skipIf(why !== null)('a network of IPv6 alone', () => {
  let here: Namespace
  let there: Namespace
  let alice: TestNode
  let bob: TestNode
  let source: string
  let project: { repoHash: string; link: string }

  beforeAll(async () => {
    ;[here, there] = [bench.namespace('here'), bench.namespace('there')]
    bench.cable(here, 'fd00:78::1/64', there, 'fd00:78::2/64')
    alice = await on(here, 'Alice')
    bob = await on(there, 'Bob', '--interface', 'FD00:78::2')
    source = join(alice.folder, 'six')
    await buildSmallRepository(source)
    project = await alice.json('publish', source)
  })
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()))
    bench.remove()
  })

  it('the link names the IPv6 address, and none that leads nowhere', () => {
    expect(project.link).toBe(`gittorrent://[fd00:78::1]:${alice.port}/${project.repoHash}?name=six`)
  })

  it('by it the other one joins', async () => {
    await bob.json('join', project.link, '--wait')
    const clone = join(bob.clones, 'six')
    expect(git(clone, 'rev-parse', 'HEAD')).toBe(git(source, 'rev-parse', 'HEAD'))
    const { connections } = await bob.json<{ connections: { address: string }[] }>('status')
    expect(connections.map(({ address }) => address)).toEqual(['fd00:78::1'])
  })

  it('page and metainfo are read at the address, which the metainfo names as a tracker', async () => {
    const place = `[fd00:78::2]:${bob.port}`
    const page = await read(here, `http://${place}/`)
    expect([page.status, page.body.toString()]).toEqual([200, expect.stringContaining('six')])
    const { status, body } = await read(here, `http://${place}/${project.repoHash}.gittorrent`)
    expect(status).toBe(200)
    const { trackers } = decodeMetainfo(new Uint8Array(body))
    expect(trackers).toEqual([`http://${place}/announce`, `http://[fd00:78::1]:${alice.port}/announce`])
  })

  it('discovery and the doctor say how it is', async () => {
    expect(await messageOf(bob)).toMatch(/^this network has no IPv4.*join by link/)
    const { stdout } = await bob.run('doctor', '--json')
    const checks = Object.fromEntries((JSON.parse(stdout) as Diagnosis).checks.map((one) => [one.id, one]))
    expect(checks).toMatchObject({
      network: { state: 'warning', text: expect.stringContaining('fd00:78::2') },
      ipv6: { state: 'ok', text: expect.stringContaining(`[fd00:78::2]:${bob.port}`) },
      reachable: { state: 'ok' },
    })
  })
})
