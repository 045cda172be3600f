/** What a node costs while nothing happens: twenty projects, and another node that has joined one of them. */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { obstacle } from '../test/discovery/namespaces.ts'
import { buildSmallRepository } from '../test/git/build-small-repository.ts'
import { joinAll } from './join-all.ts'
import { createLan } from './lan.ts'
import { ratio } from './measure.ts'
import { startNode } from './node.ts'
import { cpuSeconds, residentMemory } from './process-cost.ts'
import type { Part, Skipped } from './report.ts'
import type { Run } from './run.ts'

/** As the goals say: of a core. */
const CPU_LIMIT = 0.01
/** What has just begun is not rest: questions by multicast come ever more rarely. */
const SETTLE = 45_000

export async function idle({ root, workspace, sizes, say }: Run): Promise<Part | Skipped> {
  const why = obstacle('ip', 'tc')
  if (why !== null) return { skipped: why }
  const { projects, seconds } = sizes.idle
  const lan = createLan(2, 1_000)
  try {
    const [first, second] = lan.hosts
    const alice = await startNode(root, workspace, { name: 'Alice', ...first! })
    say(`idle: ${projects} projects`)
    const hashes: string[] = []
    for (let number = 0; number < projects; number++) {
      const folder = join(workspace.folder, `idle-${number}`)
      await buildSmallRepository(folder)
      hashes.push((await alice.command<{ repoHash: string }>('publish', folder)).repoHash)
    }
    const bob = await startNode(root, workspace, { name: 'Bob', ...second! })
    await joinAll([bob], hashes[0]!)
    await delay(Math.min(SETTLE, seconds * 1_000))
    say(`idle: ${seconds} s of rest`)
    const before = { cpu: cpuSeconds(alice.pid), ...first!.packets() }
    await delay(seconds * 1_000)
    const after = { cpu: cpuSeconds(alice.pid), ...first!.packets() }
    const memory = residentMemory(alice.pid)
    const cpu = before.cpu === null || after.cpu === null ? null : (after.cpu - before.cpu) / seconds
    await Promise.all([alice.stop(), bob.stop()])
    const perMinute = (count: number) => (count * 60) / seconds
    const costs = {
      cpu,
      sentPackets: perMinute(after.sent - before.sent),
      receivedPackets: perMinute(after.received - before.received),
      memory,
    }
    return {
      title: `a node with ${projects} projects, one of them joined by another, at rest for ${seconds} s`,
      ways: { GitTorrent: { rounds: [costs], median: costs } },
      ratios: [ratio('CPU / a core', cpu, 1, CPU_LIMIT)],
      notes: [
        'Packets are those on its link, of all kinds, multicast too; git programs that it runs count as its own CPU.',
      ],
    }
  } finally {
    lan.remove()
  }
}
