/** `gittorrent doctor` on networks as they are: one that is well, and one that carries no multicast. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../src/shared/doctor-model.ts'
import { createBench, obstacle, run, type Namespace } from '../discovery/namespaces.ts'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { startNode, type TestNode } from './start-node.ts'

const why = obstacle('ip', 'nft')
if (why) console.warn(`SKIPPED: the doctor on networks of our own: ${why}`)

const bench = createBench()
const nft = ({ name }: Namespace, rule: string) => run('ip', 'netns', 'exec', name, 'nft', rule)
const nodes: TestNode[] = []
const on = async (place: Namespace, address: string, name: string) => {
  const node = await startNode({ name, exec: place.exec, args: ['--interface', address] })
  nodes.push(node)
  // A cable that was plugged in this moment is noticed within two seconds.
  for (let look = 0; ; look++) {
    const status = await node.json<{ node: { discovery: { interfaces: unknown[] } } }>('status')
    if (status.node.discovery.interfaces.length > 0) return node
    if (look > 20) throw new Error(`${name} found no network`)
  }
}
const stateOf = async (node: TestNode) => {
  const { code, stdout, stderr } = await node.run('doctor', '--json')
  const { checks } = JSON.parse(stdout) as Diagnosis
  return { code, stderr, ...Object.fromEntries(checks.map((check) => [check.id, check])) }
}

describe.skipIf(why !== null)('the doctor', () => {
  let alice: TestNode
  let bob: TestNode
  let link = ''
  let quiet: Namespace

  beforeAll(async () => {
    const [here, there] = [bench.namespace('here'), bench.namespace('there')]
    bench.cable(here, '10.78.0.1/24', there, '10.78.0.2/24')
    // What comes by the cable for a group is dropped, as access points do that keep their clients apart.
    nft(there, 'add table inet ap; add chain inet ap in { type filter hook input priority 0; }')
    nft(there, 'add rule inet ap in ip saddr 10.78.0.1 ip daddr 224.0.0.0/4 drop')
    quiet = there
    alice = await on(here, '10.78.0.1', 'Alice')
    bob = await on(there, '10.78.0.2', 'Bob')
    const source = join(alice.folder, 'quiet')
    await buildSmallRepository(source)
    link = (await alice.json<{ link: string }>('publish', source)).link
  })
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()))
    bench.remove()
  })

  it('does not take silence for a block, and finds what is well', async () => {
    expect(await stateOf(bob)).toMatchObject({
      code: 0,
      network: { state: 'ok', text: expect.stringContaining('10.78.0.2') },
      multicast: { state: 'ok' },
      people: { state: 'warning', text: expect.stringContaining('if you are alone') },
      reachable: { state: 'ok' },
      git: { state: 'ok' },
      disk: { state: 'ok' },
    })
  })

  it('by a link they find each other nevertheless, and then it knows that multicast is blocked', async () => {
    await bob.json('join', link, '--wait')
    const found = await stateOf(bob)
    expect(found).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^gittorrent: something is wrong: others on this network; /),
      people: { state: 'failed', text: expect.stringContaining('Multicast is blocked') },
      multicast: { state: 'ok' },
      reachable: { state: 'ok', text: expect.stringContaining('All of 1') },
    })
  })

  it('a firewall on the computer itself is told apart, with commands for it', async () => {
    nft(quiet, 'add rule inet ap in udp dport 5353 drop')
    expect(await stateOf(bob)).toMatchObject({
      code: 1,
      multicast: { state: 'failed', commands: expect.arrayContaining(['sudo ufw allow 5353/udp']) },
    })
    const { stdout } = await bob.run('doctor')
    expect(stdout).toMatch(/BAD +Multicast on this computer/)
    expect(stdout).toContain('$ sudo ufw allow 5353/udp')
  })
})
