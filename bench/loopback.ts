/** One publisher, one joiner, on this machine: what verifying and moving cost when no wire limits them. */
import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { gitClone, startGitDaemon, type GitDaemon } from './git-daemon.ts'
import { startGitHttp } from './git-http.ts'
import { increase, ratio, summarize, timed } from './measure.ts'
import { startNode, untilSeen, type BenchNode } from './node.ts'
import { cpuSeconds, peakMemory, REAPED_AFTER } from './process-cost.ts'
import type { Run } from './run.ts'
import type { Measures, Part } from './report.ts'

const ADDRESS = '127.0.0.1'
/** As the goals say, times the clone's time. */
const USABLE_LIMIT = 0.1
const JOINED_LIMIT = 1
const MEMORY_LIMIT = 300e6

type Name = 'usable' | 'joined' | 'serverCpu' | 'clientCpu' | 'peakServerMemory' | 'peakClientMemory'
type Costs = Measures<Name>

export async function loopback({ root, workspace, sizes, rounds, say }: Run): Promise<Part> {
  const repository = await workspace.repository(sizes.history)
  const publisher = await startNode(root, workspace, { name: 'Alice', address: ADDRESS, exec: [] })
  const { repoHash } = await publisher.command<{ repoHash: string }>('publish', repository.folder)
  const daemon = await startGitDaemon(workspace, { address: ADDRESS, exec: [] })
  const web = await startGitHttp(root, workspace)
  const clone = (server: GitDaemon, ...config: string[]) =>
    cloneRound(workspace, server, repository.folder, config)

  const ours: Costs[] = []
  const plain: Costs[] = []
  const checked: Costs[] = []
  const smart: Costs[] = []
  let tipFirst = true
  for (let round = 1; round <= rounds; round++) {
    say(`loopback, round ${round} of ${rounds}: join`)
    const joiner = await startNode(root, workspace, { name: 'Bob', address: ADDRESS, exec: [] })
    tipFirst = (await knowsUsable(joiner)) && tipFirst
    ours.push(await joinRound(publisher, joiner, repoHash, tipFirst))
    say(`loopback, round ${round} of ${rounds}: git clone`)
    plain.push(await clone(daemon))
    say(`loopback, round ${round} of ${rounds}: git clone, objects checked`)
    checked.push(await clone(daemon, 'transfer.fsckObjects=true'))
    say(`loopback, round ${round} of ${rounds}: git clone over smart HTTP`)
    smart.push(await clone(web))
  }
  await Promise.all([publisher.stop(), daemon.stop(), web.stop()])

  const ways = {
    GitTorrent: summarize(ours),
    'git clone': summarize(plain),
    'git clone, fsckObjects': summarize(checked),
    'git clone, smart HTTP': summarize(smart),
  }
  const [join, git, fsck, http] = Object.values(ways).map(({ median }) => median)
  return {
    title: `one publisher, one joiner, loopback: ${repository.description}`,
    ways,
    ratios: [
      ratio('usable / git clone', join!.usable, git!.joined, USABLE_LIMIT),
      ratio('joined / git clone with fsckObjects', join!.joined, fsck!.joined, JOINED_LIMIT),
      ratio('joined / git clone', join!.joined, git!.joined),
      ratio('joined / git clone, smart HTTP', join!.joined, http!.joined),
      ratio("publisher's peak memory / 300 MB", join!.peakServerMemory, MEMORY_LIMIT, 1),
      ratio("joiner's peak memory / 300 MB", join!.peakClientMemory, MEMORY_LIMIT, 1),
    ],
    notes: [
      'The joiner checks every object (fsck), so a clone that does is its equal; memory is that of the node processes, over their whole life.',
      ...(tipFirst ? [] : ['No `usable`: this build has no `join --wait-usable`.']),
    ],
  }
}

const knowsUsable = async (node: BenchNode) => (await node.help('join')).includes('--wait-usable')

async function joinRound(
  publisher: BenchNode,
  joiner: BenchNode,
  repoHash: string,
  tipFirst: boolean,
): Promise<Costs> {
  await untilSeen(joiner, repoHash)
  const before = { server: cpuSeconds(publisher.pid), client: cpuSeconds(joiner.pid) }
  const into = ['--into', joiner.clone]
  const { seconds: joined, result: usable } = await timed(async () => {
    if (!tipFirst) return void (await joiner.command('join', repoHash, ...into, '--wait'))
    const { seconds } = await timed(() => joiner.command('join', repoHash, ...into, '--wait-usable'))
    // Asking twice goes on with the same join.
    await joiner.client.call('join', { target: repoHash, into: joiner.clone, wait: 'joined' })
    return seconds
  })
  const costs = {
    usable: usable ?? null,
    joined,
    serverCpu: increase(before.server, cpuSeconds(publisher.pid)),
    clientCpu: increase(before.client, cpuSeconds(joiner.pid)),
    peakServerMemory: peakMemory(publisher.pid),
    peakClientMemory: peakMemory(joiner.pid),
  }
  await joiner.stop()
  return costs
}

async function cloneRound(
  workspace: Run['workspace'],
  daemon: GitDaemon,
  repository: string,
  config: readonly string[],
): Promise<Costs> {
  const folder = join(workspace.folder, 'clone')
  const before = cpuSeconds(daemon.pid)
  const { seconds, cpu } = await gitClone(workspace, [], daemon.url(repository), folder, ...config)
  await delay(REAPED_AFTER)
  const serverCpu = increase(before, cpuSeconds(daemon.pid))
  await rm(folder, { recursive: true, force: true })
  return {
    usable: seconds,
    joined: seconds,
    serverCpu,
    clientCpu: cpu,
    peakServerMemory: null,
    peakClientMemory: null,
  }
}
