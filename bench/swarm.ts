/** Many joiners at once, each host on a link of its own: what a swarm saves its first seeder. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gitClone, startGitDaemon, type GitDaemon } from './git-daemon.ts'
import { measureGoodput } from './goodput.ts'
import { increase, median, ratio, summarize } from './measure.ts'
import { startNode, untilSeen, type BenchNode } from './node.ts'
import { joinAll } from './join-all.ts'
import { cpuSeconds, REAPED_AFTER } from './process-cost.ts'
import type { Measures, Part, Skipped } from './report.ts'
import type { Run } from './run.ts'
import { withPublisher, type Published } from './with-publisher.ts'

/** As the goals say. */
const SLOWEST_LIMIT = 1.15
const SEEDER_LIMIT = 1.1
const DUPLICATES_LIMIT = 0.01
const SEEDER_CPU_LIMIT = 0.1

type Name =
  | 'goodput'
  | 'slowestDownload'
  | 'slowestClone'
  | 'seederSent'
  | 'seederServed'
  | 'seederCpu'
  | 'fewestSources'
  | 'duplicates'
type Costs = Measures<Name>

interface Swarm extends Published {
  readonly daemon: GitDaemon
}

export function swarm(run: Run): Promise<Part | Skipped> {
  const { workspace, sizes, rounds, say } = run
  const { history, joiners, megabits } = sizes.swarm
  return withPublisher(run, { hosts: joiners + 1, megabits, history }, async (published) => {
    const [first, second] = published.lan.hosts
    const daemon = await startGitDaemon(workspace, first!)
    const all: Swarm = { ...published, daemon }
    const ours: Costs[] = []
    const git: Costs[] = []
    let size = 0
    for (let round = 1; round <= rounds; round++) {
      say(`swarm, round ${round} of ${rounds}: ${joiners} join`)
      const goodput = await measureGoodput(workspace, first!, second!, sizes.swarm.probe)
      const joined = await joinRound(all, goodput)
      ours.push(joined.costs)
      size = joined.size
      say(`swarm, round ${round} of ${rounds}: ${joiners} clone`)
      git.push(await cloneRound(all, goodput))
    }
    await daemon.stop()
    return part(all, size, ours, git)
  })
}

/** Eight programs that start at once on the same cores, and make themselves known, are no part of a join. Milliseconds. */
const SETTLED_AFTER = 2_000

async function joinRound(all: Swarm, goodput: number): Promise<{ costs: Costs; size: number }> {
  const { root, workspace, lan, seeder, repoHash } = all
  const [seat, ...seats] = lan.hosts
  const start = (host: (typeof seats)[number], number: number) =>
    startNode(root, workspace, { name: `Bob ${number + 1}`, ...host })
  const nodes = await Promise.all(seats.map(start))
  await Promise.all(nodes.map((node) => untilSeen(node, repoHash)))
  await delay(SETTLED_AFTER)
  const cpuBefore = cpuSeconds(seeder.pid)
  const before = { sent: seat!.traffic().sent, served: (await transferOf(seeder, repoHash)).uploaded }
  const joined = await joinAll(nodes, repoHash)
  const seederCpu = increase(cpuBefore, cpuSeconds(seeder.pid))
  const sent = seat!.traffic().sent - before.sent
  const served = (await transferOf(seeder, repoHash)).uploaded - before.served
  const ends = await Promise.all(nodes.map((node) => node.client.call('project', { project: repoHash })))
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  const accepted = sum(ends.map(({ transfer }) => transfer.downloaded))
  const given = served + sum(ends.map(({ transfer }) => transfer.uploaded))
  await Promise.all(nodes.map((node) => node.stop()))
  return {
    size: ends[0]!.transfer.total,
    costs: {
      goodput,
      slowestDownload: Math.max(...joined.map(({ downloaded }) => downloaded)),
      slowestClone: Math.max(...joined.map(({ joined }) => joined)),
      seederSent: sent,
      seederServed: served,
      seederCpu,
      fewestSources: Math.min(...ends.map(({ sources }) => sources.filter(({ bytes }) => bytes > 0).length)),
      duplicates: given / accepted - 1,
    },
  }
}

const transferOf = async ({ client }: BenchNode, project: string) =>
  (await client.call('project', { project })).transfer

async function cloneRound({ workspace, lan, daemon, repository }: Swarm, goodput: number): Promise<Costs> {
  const [seat, ...seats] = lan.hosts
  const folders = seats.map((_, number) => join(workspace.folder, `clone-${number}`))
  const before = seat!.traffic().sent
  const cpuBefore = cpuSeconds(daemon.pid)
  const clones = await Promise.all(
    seats.map(({ exec }, number) =>
      gitClone(workspace, exec, daemon.url(repository.folder), folders[number]!),
    ),
  )
  const sent = seat!.traffic().sent - before
  await delay(REAPED_AFTER)
  const seederCpu = increase(cpuBefore, cpuSeconds(daemon.pid))
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
  return {
    goodput,
    slowestDownload: null,
    slowestClone: Math.max(...clones.map(({ seconds }) => seconds)),
    seederSent: sent,
    seederServed: null,
    seederCpu,
    fewestSources: 1,
    duplicates: null,
  }
}

function part(
  { sizes, repository }: Swarm,
  size: number,
  ours: readonly Costs[],
  git: readonly Costs[],
): Part {
  const { joiners, megabits } = sizes.swarm
  const ways = { GitTorrent: summarize(ours), 'git clone': summarize(git) }
  const [join, clone] = [ways.GitTorrent.median, ways['git clone'].median]
  // Each round against the speed measured in it.
  const perfect = ours.map(({ goodput }) => size / goodput!)
  const times = median(ours.map(({ slowestDownload }, round) => slowestDownload! / perfect[round]!))
  return {
    title: `${joiners} joiners at once, ${megabits} Mbit/s for each host: ${repository.description}`,
    ways,
    ratios: [
      ratio('slowest download / (size / goodput)', times, 1, SLOWEST_LIMIT),
      ratio('seeder sent / size', join.seederSent, size, SEEDER_LIMIT),
      ratio('duplicates / blocks needed', join.duplicates, 1, DUPLICATES_LIMIT),
      ratio("seeder's CPU / git daemon's", join.seederCpu, clone.seederCpu, SEEDER_CPU_LIMIT),
      ratio('seeder sent / size, git clone', clone.seederSent, size),
      ratio('slowest joined / slowest git clone', join.slowestClone, clone.slowestClone),
    ],
    notes: [
      `The size is ${(size / 1e6).toFixed(1)} MB. Sent is what the seeder's link carried, headers and encryption in it; served is blocks alone.`,
      'A download ends when every byte is verified and stored; a clone when it can be used, and here all hosts share the cores for that.',
      'Duplicates: blocks sent beyond those that were needed, as a share.',
    ],
  }
}
