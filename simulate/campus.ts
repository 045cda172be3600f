/**
 * A campus: networks whose peers hear one another by discovery, one tracker for all, families of torrents spread over them,
 * people who come, commit, go and come back. The engine, the tracker and who may ask it are the product's.
 */
import { createSwarmSimulation, PORT, type SimNode, type Simulation } from '../test/simulator/simulation.ts'
import { createAnnouncing } from './announcing.ts'
import { planCommits, planVisits } from './lives.ts'
import { lot, makeFamily, type Family, type Torrent } from './family.ts'
import { createMeasuring, type Figures, type Measuring } from './measuring.ts'
import type { Options } from './options.ts'

/** Milliseconds until a neighbour is heard of, and between looks at whose turn it is to announce. */
const HEARD_AFTER = 500
const TEND_EVERY = 5_000
/** Half as often as real nodes are woken: the clock costs more than anything else here. */
const TICK_EVERY = 1_000

export interface Member {
  readonly node: SimNode
  readonly family: Family
  readonly network: number
  /** Its place in its family; the first ones publish a torrent each. */
  readonly rank: number
  present: boolean
  presentSince: number
}

export interface Campus {
  readonly simulation: Simulation
  readonly measuring: Measuring
  readonly seed: number
  readonly end: number
  /** Somebody opens his laptop, for the first time or again. */
  arrive(member: Member): void
  /** He closes it. @param farewell whether his node can say goodbye */
  depart(member: Member, farewell: boolean): void
  /** A torrent of his own is there, or has a new head. */
  publish(member: Member, torrent: Torrent): void
}

/** Runs it from its beginning to its end. @param say tells how far it has got */
export function runCampus(options: Options, say: (text: string) => void): Figures {
  const { peers, families, repos, networks, minutes, seed, spare } = options
  const byNode = new Map<SimNode, Member>()
  const measuring = createMeasuring(() => simulation.now)
  const simulation = createSwarmSimulation({
    seed,
    record: false,
    tickEvery: TICK_EVERY,
    onOutput(node, output) {
      const member = byNode.get(node)!
      if (output.type === 'reel-complete') measuring.complete(member, output.reel)
      if (output.type === 'relative')
        simulation.after(0, () => follow(member, output.repo, output.at.address, output.at.peerId))
    },
  })
  const all = Array.from({ length: families }, (_, number) => {
    const related = Math.floor(repos / families) - 1 + (number < repos % families ? 1 : 0)
    return makeFamily(number, related, blocksOf(seed, number))
  })
  const members = Array.from({ length: peers }, (_, number): Member => {
    const network = Math.floor(lot(seed, 'network', number) * networks)
    const node = simulation.addNode(`peer${number}`)
    const family = all[number % families]!
    const rank = Math.floor(number / families)
    return { node, family, network, rank, present: false, presentSince: 0 }
  })
  for (const member of members) byNode.set(member.node, member)
  const kin = all.map((family) => members.filter((member) => member.family === family))
  const neighbours = ({ family, network, node }: Member) =>
    kin[family.number]!.filter((other) => other.present && other.network === network && other.node !== node)

  const announcing = createAnnouncing(seed, spare, {
    onPeers(node, repo, told) {
      for (const peer of told) simulation.input(node, { type: 'candidate', repo, peer })
    },
    isComplete: (node) => measuring.hasWhole(byNode.get(node)!),
  })

  const follow = (member: Member, repo: string, address: string, peerId: string) => {
    if (!member.present) return
    if (!member.node.joined.has(repo)) {
      simulation.join(member.node, repo, [])
      announcing.enter(member.node, repo, simulation.now)
    }
    simulation.input(member.node, { type: 'candidate', repo, peer: { peerId, address, port: PORT } })
  }
  /** As multicast DNS would have it: all of one's neighbours hear what one has. */
  const advertise = (member: Member, repo: string) =>
    simulation.after(HEARD_AFTER, () => {
      if (!member.present) return
      for (const other of neighbours(member)) follow(other, repo, member.node.address, member.node.peerId)
    })

  const campus: Campus = {
    ...{ simulation, measuring, seed, end: minutes * 60_000 },
    arrive(member) {
      const { node, family } = member
      const again = node.joined.size > 0
      member.present = true
      member.presentSince = simulation.now
      if (again) simulation.revive(node)
      else if (member.rank === 0) {
        node.joined.add(family.project.repo)
        simulation.seed(node, family.project)
        measuring.holds(member)
      } else {
        measuring.arrived(member)
        simulation.join(node, family.project.repo, [])
      }
      for (const repo of node.joined) {
        announcing.enter(node, repo, simulation.now)
        advertise(member, repo)
      }
      simulation.after(HEARD_AFTER, () => {
        for (const other of neighbours(member))
          for (const repo of other.node.joined) follow(member, repo, other.node.address, other.node.peerId)
      })
    },
    depart(member, farewell) {
      const { node } = member
      if (!member.present) return
      member.present = false
      announcing.leave(node, farewell, simulation.now)
      if (!farewell) return simulation.vanish(node)
      simulation.input(node, { type: 'shutdown' })
      simulation.kill(node)
    },
    publish(member, torrent) {
      const { node } = member
      const { repo, info, references } = torrent
      if (!node.joined.has(repo)) {
        node.joined.add(repo)
        simulation.input(node, { type: 'open-repo', repo, known: { info, references } })
        announcing.enter(node, repo, simulation.now)
      } else simulation.input(node, { type: 'publish-references', references })
      advertise(member, repo)
    },
  }
  for (const member of members) planVisits(campus, member)
  for (const member of members) planCommits(campus, member)
  const tend = () => {
    announcing.tend(simulation.now, (node, repo) => seenBy(node, repo, neighbours(byNode.get(node)!)))
    simulation.after(TEND_EVERY, tend)
  }
  tend()
  for (let minute = 1; minute <= minutes; minute++) {
    simulation.runUntil(() => false, minute * 60_000 - simulation.now)
    say(`${minute} of ${minutes} minutes`)
  }
  return measuring.figures(members, announcing.figures)
}

/** Connected, or heard on the same network. */
function seenBy(node: SimNode, repo: string, neighbours: readonly Member[]): ReadonlySet<string> {
  const seen = new Set(neighbours.map((other) => other.node.peerId))
  for (const { peerId, theirs } of node.engine.links.values()) if (theirs.has(repo)) seen.add(peerId)
  return seen
}

/** In blocks of 256 KiB: most projects are small; a few have some 100 MB. */
const blocksOf = (seed: number, number: number) =>
  number % 25 === 7 ? 400 : 8 + Math.floor(lot(seed, 'blocks', number) ** 2 * 100)
