/** A computer that drops off the network without a word: no goodbye, no end of its connections. */
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createBench, obstacle, run } from '../discovery/namespaces.ts'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { startNode, type TestNode } from './start-node.ts'

const why = obstacle('ip', 'nft')
if (why) console.warn(`SKIPPED: a computer that drops off the network: ${why}`)

const bench = createBench()
const nodes: TestNode[] = []
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  bench.remove()
})

const holdersAt = async (node: TestNode) => {
  const { projects } = await node.json<{ projects: { holders: { peerId: string }[] }[] }>(
    'nearby',
    '--wait',
    '1',
  )
  return projects.flatMap(({ holders }) => holders.map(({ peerId }) => peerId))
}
const peersOf = async (node: TestNode) => (await node.json<{ node: { peers: number } }>('status')).node.peers

/** Asks until it is so; how many seconds that took. */
async function seconds(isSo: () => Promise<boolean>): Promise<number> {
  const begun = performance.now()
  while (!(await isSo())) {
    const passed = performance.now() - begun
    if (passed > 60_000) throw new Error('not within a minute')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return (performance.now() - begun) / 1_000
}

it.skipIf(why !== null)(
  'leaves the screen, and its connection ends, long before it would count as silent',
  async () => {
    const [here, there] = [bench.namespace('here'), bench.namespace('there')]
    bench.cable(here, '10.79.0.1/24', there, '10.79.0.2/24')
    const start = async (name: string, { exec }: typeof here, address: string) => {
      const node = await startNode({ name, exec, args: ['--interface', address] })
      nodes.push(node)
      return node
    }
    const alice = await start('Alice', here, '10.79.0.1')
    const bob = await start('Bob', there, '10.79.0.2')
    const source = join(alice.folder, 'wine')
    await buildSmallRepository(source)
    const { link } = await alice.json<{ link: string }>('publish', source)
    await bob.json('join', link, '--wait')
    await seconds(async () => (await holdersAt(bob)).includes(alice.peerId))
    expect(await peersOf(bob)).toBe(1)

    // Not the cable itself: without it, the other computer would be without a network as well, and know it.
    const nft = (rule: string) => run('ip', 'netns', 'exec', here.name, 'nft', rule)
    nft('add table inet cut')
    for (const way of ['input', 'output'])
      nft(`add chain inet cut ${way} { type filter hook ${way} priority 0; policy drop; }`)
    const [left, ended] = await Promise.all([
      seconds(async () => !(await holdersAt(bob)).includes(alice.peerId)),
      seconds(async () => (await peersOf(bob)) === 0),
    ])
    console.log(
      `cut off: gone from nearby after ${left.toFixed(1)} s, its connection after ${ended.toFixed(1)} s`,
    )

    nft('delete table inet cut')
    await seconds(async () => (await peersOf(bob)) === 1)
  },
)
