/** A join while a hostile host floods the publisher, or both sides, beside the same join in peace. */
import { setTimeout as delay } from 'node:timers/promises'
import { run as command } from '../test/discovery/namespaces.ts'
import { startFlood, type Flood } from './flood.ts'
import { joinAll } from './join-all.ts'
import type { Host } from './lan.ts'
import { increase, ratio, summarize } from './measure.ts'
import { startNode, type BenchNode } from './node.ts'
import { cpuSeconds, peakMemory } from './process-cost.ts'
import type { Measures, Part, Skipped } from './report.ts'
import type { Run } from './run.ts'
import { withPublisher, type Published } from './with-publisher.ts'

/** As the goal says. */
const SLOWER_LIMIT = 1.5
/** What a host takes on a network of a few hundred addresses without being in others' way. */
const ADDRESSES = 24

type Costs = Measures<'seen' | 'joined' | 'seederCpu' | 'peakServerMemory'>

/** Who is flooded, and from where. */
const WAYS = {
  'in peace': { seeder: false, joiner: false, own: false },
  'publisher flooded': { seeder: true, joiner: false, own: false },
  'both flooded': { seeder: true, joiner: true, own: false },
  "publisher flooded from the joiner's address": { seeder: true, joiner: false, own: true },
} as const
type WayName = keyof typeof WAYS

export function attack(run: Run): Promise<Part | Skipped> {
  const { history, megabits, connections } = run.sizes.attack
  return withPublisher(run, { hosts: 3, megabits, history }, async (all) => {
    addAddresses(all.lan.hosts[2]!)
    const names = Object.keys(WAYS) as WayName[]
    const costs = Object.fromEntries(names.map((name) => [name, [] as Costs[]])) as Record<WayName, Costs[]>
    for (let round = 1; round <= run.rounds; round++)
      for (const name of names) {
        run.say(`attack, round ${round} of ${run.rounds}: ${name}`)
        costs[name].push(await joinUnder(all, name))
      }
    return part(all.repository.description, connections, megabits, costs)
  })
}

/** Addresses 10.77.0.50 and following, for the hostile host. */
const sources = Array.from({ length: ADDRESSES }, (_, number) => `10.77.0.${50 + number}`)

function addAddresses({ exec }: Host): void {
  const [program, ...words] = exec
  for (const address of sources)
    command(program!, ...words, 'ip', 'addr', 'add', `${address}/24`, 'dev', 'lan0')
}

async function joinUnder(all: Published, name: WayName): Promise<Costs> {
  const { root, workspace, lan, seeder, repoHash, sizes } = all
  const [first, second, third] = lan.hosts
  const way = WAYS[name]
  const floods: Flood[] = []
  const flood = async (node: BenchNode, address: string) => {
    const from = way.own ? second! : third!
    const { connections } = sizes.attack
    const addresses = way.own ? [second!.address] : sources
    floods.push(
      await startFlood(root, workspace, node, { ...from, address, addresses, connections, repoHash }),
    )
  }
  if (way.seeder) {
    await flood(seeder, first!.address)
    await delay(sizes.attack.floodedFor)
  }
  const cpuBefore = cpuSeconds(seeder.pid)
  const begun = performance.now()
  const joiner = await startNode(root, workspace, { name: 'Bob', ...second! })
  if (way.joiner) await flood(joiner, second!.address)
  const [times] = await joinAll([joiner], repoHash)
  const seederCpu = increase(cpuBefore, cpuSeconds(seeder.pid))
  const whole = (performance.now() - begun) / 1000
  for (const one of floods) all.say(`  the flood: ${await one.stop()}`)
  await joiner.stop()
  return {
    seen: whole - times!.joined,
    joined: times!.joined,
    seederCpu,
    peakServerMemory: peakMemory(seeder.pid),
  }
}

function part(
  description: string,
  connections: number,
  megabits: number,
  costs: Readonly<Record<WayName, readonly Costs[]>>,
): Part {
  const ways = Object.fromEntries(Object.entries(costs).map(([name, rounds]) => [name, summarize(rounds)]))
  const peace = ways['in peace']!.median.joined
  return {
    title: `a join beside ${connections} hostile connections to each who is flooded, ${megabits} Mbit/s for each host: ${description}`,
    ways,
    ratios: Object.keys(ways)
      .filter((name) => name !== 'in peace')
      .map((name) =>
        ratio(
          `joined, ${name} / in peace`,
          ways[name]!.median.joined,
          peace,
          name.includes("joiner's") ? null : SLOWER_LIMIT,
        ),
      ),
    notes: [
      `Hostile connections come from ${ADDRESSES} IPv4 addresses of a host of its own: silent, handshakes that stop, links without a hello, hellos with a flood of messages and joins, HTTP requests; one that is ended is opened again after a second.`,
      'The hostile process has the lowest priority on the cores that all share, as if it had a computer of its own; what the kernel does for it is in the figures. Seen is from the start of the joiner to the project in its list.',
    ],
  }
}
