/** How long it takes until a repository is shared, beside git's own ways to make one file of it. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ratio, summarize, timed } from './measure.ts'
import { startNode } from './node.ts'
import { peakMemory } from './process-cost.ts'
import type { Measures, Part } from './report.ts'
import type { Run } from './run.ts'

type Costs = Measures<'seconds' | 'peakMemory'>

export async function publish({ root, workspace, sizes, rounds, say }: Run): Promise<Part> {
  const repository = await workspace.repository(sizes.history)
  const pack = join(workspace.folder, 'pack')
  const inGit = async (...words: string[]): Promise<Costs> => {
    const { seconds } = await timed(() => workspace.run(['git', ...words], repository.folder))
    await rm(join(workspace.folder, 'packed'), { recursive: true, force: true })
    await rm(pack, { force: true })
    return { seconds, peakMemory: null }
  }

  const ours: Costs[] = []
  const bundle: Costs[] = []
  const packObjects: Costs[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`publish, round ${round} of ${rounds}`)
    const node = await startNode(root, workspace, { name: 'Alice', address: '127.0.0.1', exec: [] })
    const { seconds } = await timed(() => node.command('publish', repository.folder))
    ours.push({ seconds, peakMemory: peakMemory(node.pid) })
    await node.stop()
    bundle.push(await inGit('bundle', 'create', '--quiet', pack, '--all'))
    packObjects.push(await packEverything())
  }

  async function packEverything(): Promise<Costs> {
    const folder = join(workspace.folder, 'packed')
    await workspace.run(['mkdir', folder])
    return inGit('pack-objects', '--quiet', '--all', '--delta-base-offset', join(folder, 'pack'))
  }

  const ways = {
    GitTorrent: summarize(ours),
    'git bundle create --all': summarize(bundle),
    'git pack-objects --all': summarize(packObjects),
  }
  const seconds = ways.GitTorrent.median.seconds
  return {
    title: `publishing ${repository.description}`,
    ways,
    ratios: [
      ratio('publish / git bundle', seconds, ways['git bundle create --all'].median.seconds),
      ratio('publish / git pack-objects', seconds, ways['git pack-objects --all'].median.seconds),
    ],
    notes: [
      'From the command to its end, a new node each round. It hashes and signs what it packed; a git server packs again for every client.',
    ],
  }
}
