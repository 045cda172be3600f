/** What a node costs that has much to give: many repositories, each of which several others fetch, and then rest. */
import { setTimeout as delay } from 'node:timers/promises'
import { inTime } from './in-time.ts'
import { increase, ratio } from './measure.ts'
import { startNode, untilSeen, type BenchNode } from './node.ts'
import { cpuSeconds, peakMemory } from './process-cost.ts'
import type { Part } from './report.ts'
import type { Run } from './run.ts'

/** As the goals say: bytes, and of a core. */
const MEMORY_LIMIT = 200e6
const CPU_LIMIT = 0.01
/** What has just begun is not rest: questions by multicast come ever more rarely. */
const SETTLE = 45_000

export async function seeder({ root, workspace, sizes, say }: Run): Promise<Part> {
  const { repositories, history, peers, each, seconds } = sizes.seeder
  const here = { address: '127.0.0.1', exec: [] }
  const alice = await startNode(root, workspace, { name: 'Alice', ...here })
  say(`seeder: ${repositories} repositories`)
  const hashes: string[] = []
  for (let number = 0; number < repositories; number++) {
    // Another number of commits makes other objects: nothing is shared.
    const { folder } = await workspace.repository({ ...history, commits: history.commits + number })
    hashes.push((await alice.command<{ repoHash: string }>('publish', folder)).repoHash)
  }
  say(`seeder: ${peers} peers join ${each} each`)
  const others = await Promise.all(
    Array.from({ length: peers }, (_, number) =>
      startNode(root, workspace, { name: `Bob ${number + 1}`, ...here }),
    ),
  )
  const joins = others.map(async (node, number) => {
    for (let turn = 0; turn < each; turn++)
      await joinOne(node, hashes[(number + turn) % hashes.length]!, turn)
  })
  await inTime([alice, ...others], Promise.all(joins))
  const memory = peakMemory(alice.pid)
  const uploaded = await uploadedBy(alice)
  await delay(Math.min(SETTLE, seconds * 1_000))
  say(`seeder: ${seconds} s of rest`)
  const before = cpuSeconds(alice.pid)
  await delay(seconds * 1_000)
  const used = increase(before, cpuSeconds(alice.pid))
  const cpu = used === null ? null : used / seconds
  const { connections } = await alice.client.call('status', {})
  await Promise.all([alice, ...others].map((node) => node.stop()))
  const costs = {
    peakMemory: memory,
    seederServed: uploaded,
    connected: Object.keys(connections).length,
    cpu,
  }
  return {
    title: `a node with ${repositories} repositories, of which each of ${peers} peers joins ${each}, then rest for ${seconds} s`,
    ways: { GitTorrent: { rounds: [costs], median: costs } },
    ratios: [
      ratio("seeder's peak memory / 200 MB", memory, MEMORY_LIMIT, 1),
      ratio("seeder's CPU at rest / a core", cpu, 1, CPU_LIMIT),
    ],
    notes: [
      "Memory is the most that the seeder's process had until all had joined, publishing included; git's own processes apart.",
    ],
  }
}

async function joinOne(node: BenchNode, repoHash: string, turn: number): Promise<void> {
  await untilSeen(node, repoHash)
  await node.client.call('join', { target: repoHash, into: `${node.clone}-${turn}`, wait: 'joined' })
}

async function uploadedBy({ client }: BenchNode): Promise<number> {
  const { projects } = await client.call('status', {})
  return Object.values(projects).reduce((sum, { transfer }) => sum + transfer.uploaded, 0)
}
