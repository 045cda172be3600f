/**
 * A bad network: one packet in ten is lost, of every kind. All get the project, and no user sees an error.
 * NODES=30 is the long form.
 */
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createBench, obstacle, run } from '../discovery/namespaces.ts'
import { buildHistory } from '../git/build-history.ts'
import { git } from '../git/user-git.ts'
import { startNode, type TestNode } from './start-node.ts'

const count = Number(process.env.NODES ?? 8)
const why = obstacle('ip', 'nft')
if (why) console.warn(`SKIPPED: a network that loses packets: ${why}`)

const nodes: TestNode[] = []
const bench = createBench()
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  bench.remove()
})

it.skipIf(why !== null)(
  `${count} nodes, one packet in ten lost: all complete, and no user sees an error`,
  { timeout: 60_000 + count * 10_000 },
  async () => {
    const place = bench.namespace('lossy')
    place.ip('link', 'set', 'lo', 'multicast', 'on')
    const nft = (rule: string) => run('ip', 'netns', 'exec', place.name, 'nft', rule)
    nft('add table inet loss; add chain inet loss in { type filter hook input priority 0; }')
    nft('add rule inet loss in numgen random mod 100 < 10 counter drop')
    const start = (name: string) => startNode({ name, exec: place.exec })

    const alice = await start('Alice')
    nodes.push(alice)
    const source = join(alice.folder, 'storm')
    await buildHistory(source, { commits: 400, megabytes: 8 })
    const { repoHash } = await alice.json<{ repoHash: string }>('publish', source)
    const begun = performance.now()
    const joiners = await Promise.all(Array.from({ length: count - 1 }, (_, i) => start(`Bob ${i + 1}`)))
    nodes.push(...joiners)
    await Promise.all(
      joiners.map(async (node) => {
        for (const end = Date.now() + 60_000; ;) {
          const { projects } = await node.json<{ projects: { repoHash: string }[] }>('nearby', '--wait', '1')
          if (projects.some((project) => project.repoHash === repoHash)) break
          if (Date.now() > end) throw new Error(`${node.name} never heard of the project`)
        }
        await node.json('join', repoHash, '--wait')
      }),
    )
    console.log(`${count} nodes: all joined after ${((performance.now() - begun) / 1_000).toFixed(1)} s`)

    expect(nft('list chain inet loss in')).toMatch(/counter packets [1-9]/)
    const head = git(source, 'rev-parse', 'HEAD')
    for (const node of joiners) {
      const clone = join(node.clones, 'storm')
      expect(git(clone, 'rev-parse', 'HEAD')).toBe(head)
      expect(git(clone, 'fsck')).toBe('')
    }
    const told = await Promise.all(
      nodes.map(async (node) => {
        const { events } = await node.json<{ events: { kind: string; text: string }[] }>('activity')
        return events.filter(({ kind }) => ['failed', 'refused', 'warning'].includes(kind))
      }),
    )
    expect(told.flat()).toEqual([])
  },
)
