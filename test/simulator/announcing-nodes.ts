/**
 * Nodes that announce as real ones do: the host's announcers, sparing and nearby, discovery in memory, the tracker without
 * a socket, and the engines of the simulation, whose time counts for all of it.
 */
import {
  createMemoryNetworkDiscovery,
  type MemoryNetwork,
} from '../../src/main/discovery/memory-discovery.ts'
import { viewOf } from '../../src/main/engine/engine.ts'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import type { HostContext, ProjectEntry } from '../../src/main/host/context.ts'
import { createNearby } from '../../src/main/host/nearby/create-nearby.ts'
import { createAnnouncers, type Announcers } from '../../src/main/host/tracker/announcers.ts'
import { createTracker } from '../../src/main/tracker/serve.ts'
import type { FakeProject } from './fake-project.ts'
import { createSwarmSimulation, PORT, type SimNode } from './simulation.ts'

/** Outside: nobody's node is there. */
const TRACKER = 'http://203.0.113.80:7412/announce'
/** How often a node looks after its announces; as real ones do. */
const LOOK_EVERY = 500

export interface Asked {
  readonly time: number
  readonly peerId: string
}

interface Member {
  readonly node: SimNode
  readonly announcers: Announcers
  readonly end: () => Promise<void>
}

export function createAnnouncingNodes(seed: number, project: FakeProject) {
  const simulation = createSwarmSimulation({ seed, record: false })
  const random = createRandom(seed)
  const chance = () => nextRandom(random)
  const now = () => simulation.now
  const tracker = createTracker({ references: () => null, nameOf: () => null, now, random: chance })
  const members = new Map<SimNode, Member>()
  const asked: Asked[] = []

  const edgeOf = (node: SimNode): Parameters<typeof createAnnouncers>[1] => ({
    async fetch(_tracker, url) {
      const { peerId, address } = node
      asked.push({ time: now(), peerId })
      const { pathname: path, search } = new URL(url)
      const call = { method: 'GET', path, query: search.slice(1), source: address }
      const { status, headers, body } = await tracker.serve(call)
      const retryAfter = Number(headers['retry-after'] ?? NaN)
      return {
        status,
        body,
        retryAfter: Number.isNaN(retryAfter) ? null : retryAfter,
        address: '203.0.113.80',
      }
    },
    fetchMetainfo: () => Promise.reject(new Error('trackers are known already')),
    now,
    random: chance,
    setTimer(ms, run) {
      let off = false
      simulation.after(ms, () => off || !node.alive || run())
      return () => (off = true)
    },
  })

  /** What it advertises, others hear; what they hear, their engines are told of. */
  const enter = async (node: SimNode, network: MemoryNetwork): Promise<void> => {
    const { repo } = project
    const discovery = network.discovery()
    const nearby = createNearby(
      {
        // Of previews there are none here.
        known: () => null,
        onHolder(_repo, { peerId }) {
          const at = simulation.nodes.find((other) => other.peerId === peerId)
          const peer = { peerId, address: at!.address, port: PORT }
          simulation.input(node, { type: 'candidate', repo, peer })
        },
        onHolderGone: (_repo, peerId) => simulation.input(node, { type: 'candidate-gone', repo, peerId }),
        onChange: () => {},
      },
      () => Promise.reject(new Error('nobody is asked here')),
      now,
    )
    const entry = {
      record: { repoHash: repo, role: 'joiner', state: 'joined', trackers: [TRACKER] },
      get known() {
        return node.engine.repos.get(repo)?.known ?? null
      },
      leaving: null,
      reels: project.reels.map(({ info }) => info),
    } as unknown as ProjectEntry
    const context = {
      ...{ discovery, nearby, port: PORT, identity: { peerId: node.peerId } },
      entries: new Map([[repo, entry]]),
      settings: { current: { trackers: [] } },
      addresses: () => [node.address],
      swarm: {
        input: (input: Parameters<typeof simulation.input>[1]) => simulation.input(node, input),
        view: () => viewOf(node.engine, now()),
      },
    } as unknown as HostContext
    await discovery.start((event) => nearby.handle(event))
    const person = { name: node.name, peerId: node.peerId }
    const advert = {
      ...{ repoHash: repo, name: 'pocket-sql', publisher: person, seq: 1, alternatives: [], complete: true },
    }
    discovery.advertise({ node: { ...person, port: PORT, directorySeq: 1 }, projects: [advert] })
    const announcers = createAnnouncers(context, edgeOf(node))
    members.set(node, { node, announcers, end: () => discovery.stop() })
  }

  const settle = () => new Promise((resolve) => setImmediate(resolve))

  return {
    simulation,
    asked,
    network: createMemoryNetworkDiscovery,

    /** Somebody comes. @param seeds he has all of it; otherwise he finds it by himself */
    async add(name: string, network: MemoryNetwork, seeds = false, address?: string): Promise<SimNode> {
      const node = simulation.addNode(name, address ? { address } : {})
      if (seeds) simulation.seed(node, project)
      else simulation.join(node, project.repo, [])
      await enter(node, network)
      return node
    },

    /** His process is killed: connections break, and the others' discovery notices. */
    async kill(node: SimNode): Promise<void> {
      simulation.kill(node)
      await members.get(node)?.end()
      members.delete(node)
    },

    /** Lets virtual time pass. */
    async pass(ms: number): Promise<void> {
      for (let left = ms; left > 0; left -= LOOK_EVERY) {
        simulation.runUntil(() => false, LOOK_EVERY)
        for (const { announcers } of members.values()) announcers.follow()
        await settle()
      }
    },
  }
}
