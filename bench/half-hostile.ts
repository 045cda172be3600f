/** A swarm of sixteen in which all are honest, and the same where half of them are hostile. */
import { writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { giveWay } from '../src/main/git/program/give-way.ts'
import { MISBEHAVIOURS } from '../test/hostile/misbehaviours.ts'
import { firstLine } from './first-line.ts'
import type { HostilePlan } from './hostile-peer-main.ts'
import { joinAll } from './join-all.ts'
import { ratio, summarize } from './measure.ts'
import { startNode } from './node.ts'
import type { Measures, Part, Skipped } from './report.ts'
import type { Run } from './run.ts'
import { withPublisher, type Published } from './with-publisher.ts'

/** As the goal says. */
const SLOWER_LIMIT = 2
const BACK_AFTER = 1_000
/** Hostile peers are there first. Milliseconds. */
const AHEAD = 2_000

type Costs = Measures<'slowestDownload' | 'slowestClone'>

export function halfHostile(run: Run): Promise<Part | Skipped> {
  const { history, megabits, peers } = run.sizes.halfHostile
  return withPublisher(run, { hosts: peers, megabits, history }, async (all) => {
    const honest: Costs[] = []
    const hostile: Costs[] = []
    for (let round = 1; round <= run.rounds; round++) {
      run.say(`half-hostile, round ${round} of ${run.rounds}: all honest`)
      honest.push(await joinAmong(all, peers - 1, []))
      run.say(`half-hostile, round ${round} of ${run.rounds}: half hostile`)
      hostile.push(await joinAmong(all, peers / 2 - 1, kindsOf(peers / 2, round - 1)))
    }
    return part(run, all.repository.description, honest, hostile)
  })
}

/** Each round others, until all have had their turn. */
function kindsOf(count: number, round: number): readonly string[] {
  const names = Object.keys(MISBEHAVIOURS)
  return Array.from({ length: count }, (_, index) => names[(round * count + index) % names.length]!)
}

async function joinAmong(all: Published, joiners: number, kinds: readonly string[]): Promise<Costs> {
  const { root, workspace, lan, seeder, repoHash } = all
  const seats = lan.hosts.slice(1, 1 + joiners)
  const nodes = await Promise.all(
    seats.map((host, number) => startNode(root, workspace, { name: `Bob ${number + 1}`, ...host })),
  )
  const victims = await Promise.all(
    [seeder, ...nodes].map(async ({ client }, number) => ({
      address: lan.hosts[number]!.address,
      port: (await client.call('status', {})).node.self.port,
    })),
  )
  const peers = await Promise.all(
    kinds.map((kind, index) => startHostilePeer(all, lan.hosts[1 + joiners + index]!.exec, kind, victims)),
  )
  await delay(AHEAD)
  const times = await joinAll(nodes, repoHash)
  await Promise.all([...peers.map((peer) => workspace.end(peer)), ...nodes.map((node) => node.stop())])
  return {
    slowestDownload: Math.max(...times.map(({ downloaded }) => downloaded)),
    slowestClone: Math.max(...times.map(({ joined }) => joined)),
  }
}

async function startHostilePeer(
  { root, workspace, seeder, repoHash }: Published,
  exec: readonly string[],
  misbehaviour: string,
  victims: HostilePlan['victims'],
) {
  const reels = join(seeder.folder, 'data', 'reels')
  const plan: HostilePlan = { repoHash, reels, misbehaviour, victims, backAfter: BACK_AFTER }
  const file = join(workspace.folder, `hostile-${exec.join('-').replaceAll('/', '-')}.json`)
  writeFileSync(file, JSON.stringify(plan))
  const program = join(root, 'node_modules', '.cache', 'bench', 'hostile-peer-main.js')
  const child = workspace.start([...exec, process.execPath, program, file])
  giveWay(child.pid, constants.priority.PRIORITY_LOW)
  await firstLine(child, 'a hostile peer')
  return child
}

function part(
  { sizes }: Run,
  description: string,
  honest: readonly Costs[],
  hostile: readonly Costs[],
): Part {
  const { peers, megabits } = sizes.halfHostile
  const ways = { 'all honest': summarize(honest), 'half hostile': summarize(hostile) }
  const [usual, beside] = [ways['all honest'].median, ways['half hostile'].median]
  return {
    title: `a swarm of ${peers}, its publisher in it, ${megabits} Mbit/s for each host: ${description}`,
    ways,
    ratios: [
      ratio(
        'slowest download, half hostile / all honest',
        beside.slowestDownload,
        usual.slowestDownload,
        SLOWER_LIMIT,
      ),
      ratio(
        'slowest joined, half hostile / all honest',
        beside.slowestClone,
        usual.slowestClone,
        SLOWER_LIMIT,
      ),
    ],
    notes: [
      'Hostile peers are connected to all others before the join begins, claim to have everything, and come back a second after they are dropped; each misbehaves in another way.',
    ],
  }
}
