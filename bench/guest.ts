/** Somebody with plain git clones from a node, beside a git server on the same machine: what its packs cost, and save. */
import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { gitClone, startGitDaemon } from './git-daemon.ts'
import { increase, ratio, summarize } from './measure.ts'
import { startNode } from './node.ts'
import { cpuSeconds, peakMemory, REAPED_AFTER } from './process-cost.ts'
import type { Measures, Part } from './report.ts'
import type { Run } from './run.ts'

const ADDRESS = '127.0.0.1'
/** As the goal says, times the time of a clone over git://. */
const LIMIT = 1.1

type Costs = Measures<'seconds' | 'serverCpu' | 'clientCpu' | 'peakServerMemory'>

export async function guest({ root, workspace, sizes, rounds, say }: Run): Promise<Part> {
  const repository = await workspace.repository(sizes.history)
  const daemon = await startGitDaemon(workspace, { address: ADDRESS, exec: [] })
  const folder = join(workspace.folder, 'guest')

  const clone = async (url: string, pid: number, memory: () => number | null): Promise<Costs> => {
    const before = cpuSeconds(pid)
    const { seconds, cpu } = await gitClone(workspace, [], url, folder)
    await delay(REAPED_AFTER)
    const costs = {
      ...{ seconds, serverCpu: increase(before, cpuSeconds(pid)), clientCpu: cpu },
      peakServerMemory: memory(),
    }
    // The same check for all, outside of what is measured.
    await workspace.run(['git', '-C', folder, 'fsck', '--connectivity-only'])
    await rm(folder, { recursive: true, force: true })
    return costs
  }

  const first: Costs[] = []
  const later: Costs[] = []
  const plain: Costs[] = []
  for (let round = 1; round <= rounds; round++) {
    const node = await startNode(root, workspace, { name: 'Alice', address: ADDRESS, exec: [] })
    const { repoHash } = await node.command<{ repoHash: string }>('publish', repository.folder)
    const { node: self } = await node.command<{ node: { port: number } }>('status')
    const url = `http://${ADDRESS}:${self.port}/${repoHash}.git`
    for (const [what, costs] of [
      ['the first one', first],
      ['a later one', later],
    ] as const) {
      say(`guest, round ${round} of ${rounds}: ${what}`)
      costs.push(await clone(url, node.pid, () => peakMemory(node.pid)))
    }
    await node.stop()
    say(`guest, round ${round} of ${rounds}: git://`)
    plain.push(await clone(daemon.url(repository.folder), daemon.pid, () => null))
  }
  await daemon.stop()

  const ways = {
    'guest, the first': summarize(first),
    'guest, a later one': summarize(later),
    'git clone git://': summarize(plain),
  }
  const git = ways['git clone git://'].median.seconds
  return {
    title: `git clone by a guest, loopback: ${repository.description}`,
    ways,
    ratios: [
      ratio('first guest / git://', ways['guest, the first'].median.seconds, git, LIMIT),
      ratio('later guest / git://', ways['guest, a later one'].median.seconds, git, LIMIT),
    ],
    notes: [
      'The first guest waits until the packs are made; they stay. Memory is that of the node process, without the git that it runs.',
    ],
  }
}
