/**
 * Many engines in one process and in virtual time: the same engine that real nodes run, on a made-up network, and
 * every chance from one seed.
 */
import { createEngine, step, TICK_MS, type EngineState } from '../../src/main/engine/engine.ts'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import type { Input, LinkId, Output } from '../../src/main/engine/types.ts'
import type { Message, ReelInfo } from '../../src/main/gtp/types.ts'
import { sha1 } from '../../src/main/gtp/crypto.ts'
import { encodeUtf8 } from '../../src/main/gtp/bytes.ts'
import { createEventQueue } from './event-queue.ts'
import { createFakeStore, type FakeStore } from './fake-store.ts'
import type { FakeProject, FakeReel } from './fake-project.ts'
import { createNetwork, type Port } from './network.ts'

export interface SimulationOptions {
  readonly seed: number
  /** One way, milliseconds. */
  readonly latency?: number
  /** Of each node, each way: bytes per millisecond. */
  readonly bandwidth?: number
  /** Joiners feed an indexer: `stream` in what they want. */
  readonly stream?: boolean
  /** Keeps a trace and each node's outputs; large swarms go without. */
  readonly record?: boolean
  /** Hears of what each node does, beside its being done. */
  readonly onOutput?: (node: SimNode, output: Output) => void
  /** How often nodes are woken; as often as real ones unless told otherwise. */
  readonly tickEvery?: number
  /** Looks at a node's state after each step. */
  readonly inspect?: (engine: EngineState) => void
}

export interface SimNode extends Port {
  readonly name: string
  readonly peerId: string
  readonly address: string
  engine: EngineState
  readonly store: FakeStore
  readonly outputs: Output[]
  readonly joined: Set<string>
  alive: boolean
  /** Bytes of blocks sent and received. */
  sent: number
  received: number
  /** What it makes for whoever asks for a pack: it has the repository, though no reel of it. */
  pack: FakeReel | null
  /** Changes what it sends: a liar. */
  tamper: ((message: Message) => Message | null) | null
}

export const PORT = 7411
/** 100 Mbit/s. */
export const BANDWIDTH = 12_500
const DIAL_TIMEOUT = 5_000

export function createSwarmSimulation(options: SimulationOptions) {
  const { tickEvery = TICK_MS } = options
  const {
    seed,
    latency = 1,
    bandwidth = BANDWIDTH,
    stream = false,
    record = true,
    inspect,
    onOutput,
  } = options
  const queue = createEventQueue()
  const network = createNetwork(queue, latency)
  const random = createRandom(seed)
  const nodes: SimNode[] = []
  const byAddress = new Map<string, SimNode>()
  /** One line a message: equal seeds give equal traces. */
  const trace: string[] = []
  const count = { steps: 0, stepTime: 0 }

  const input = (node: SimNode, next: Input) => {
    if (!node.alive) return
    const before = performance.now()
    const outputs = step(node.engine, next, queue.now)
    count.stepTime += performance.now() - before
    count.steps++
    inspect?.(node.engine)
    for (const output of outputs) {
      if (record) node.outputs.push(output)
      onOutput?.(node, output)
      carryOut(node, output)
    }
  }

  function addNode(
    name: string,
    width: { readonly up?: number; readonly down?: number; readonly address?: string } = {},
  ): SimNode {
    const peerId = sha1(encodeUtf8(`${name} ${seed}`))
    const node: SimNode = {
      name,
      peerId,
      address: width.address ?? `10.0.${nodes.length >> 8}.${nodes.length & 255}`,
      engine: createEngine({ peerId, name, port: PORT, agent: 'simulator', seed: seed + nodes.length }),
      store: createFakeStore(),
      outputs: [],
      joined: new Set(),
      links: new Map(),
      alive: true,
      dark: false,
      sent: 0,
      received: 0,
      up: width.up ?? bandwidth,
      down: width.down ?? bandwidth,
      island: 0,
      turns: [],
      sending: false,
      downFreeAt: 0,
      pack: null,
      tamper: null,
      onMessage(link, message) {
        if (message.type === 'block') node.received += message.data.length
        input(node, { type: 'message', link, message })
      },
      onDown: (link, reason) => input(node, { type: 'link-down', link, reason }),
    }
    nodes.push(node)
    byAddress.set(node.address, node)
    startTicking(node)
    return node
  }

  function startTicking(node: SimNode): void {
    const { engine } = node
    const tick = () => {
      if (!node.alive || node.engine !== engine) return
      input(node, { type: 'tick' })
      queue.after(tickEvery, tick)
    }
    queue.after(nextRandom(random) * tickEvery, tick)
  }

  function carryOut(node: SimNode, output: Output): void {
    switch (output.type) {
      case 'dial':
        return dial(node, output)
      case 'send':
        return send(node, output.link, output.message)
      case 'close': {
        const line = node.links.get(output.link)
        send(node, output.link, { type: 'goodbye', code: output.code, text: output.text })
        return line && network.end(line, output.text)
      }
      case 'serve': {
        const { link, reel, index, offset, length } = output
        const data = node.store.read(reel, offset, length)
        node.sent += data.length
        return send(node, link, { type: 'block', reel, index, data }, () =>
          input(node, { type: 'served', link, reel, index, ok: true }),
        )
      }
      case 'store':
        node.store.write(output.reel, output.offset, output.data)
        return queue.after(0.1, () =>
          input(node, { type: 'stored', reel: output.reel, index: output.index, ok: true }),
        )
      case 'references':
        for (const reel of output.references.reels) openReel(node, reel)
        return wantAll(node, output.repo, output.references.reels)
      case 'make-pack':
        return queue.after(20, () => makePack(node, output))
      case 'pack-offered':
        openReel(node, output.reel)
        return wantAll(node, output.repo, [output.reel])
      default:
        return
    }
  }

  function makePack(node: SimNode, { link, repo }: Extract<Output, { type: 'make-pack' }>): void {
    if (node.pack) node.store.fill(node.pack)
    const { info, hashes } = node.pack ?? { info: null, hashes: null }
    input(node, { type: 'pack-made', link, repo, reel: info, hashes, text: 'it has no git' })
  }

  function openReel(node: SimNode, reel: ReelInfo): void {
    node.store.open(reel)
    input(node, { type: 'open-reel', reel, hashes: null, have: 'none' })
  }

  const wantAll = (node: SimNode, repo: string, reels: readonly ReelInfo[]) =>
    input(node, {
      type: 'want',
      repo,
      reels: reels.map(({ id, kind }) => ({ id, priority: kind === 'tip' ? 0 : 1, stream })),
    })

  function dial(node: SimNode, { address, port, expect }: Extract<Output, { type: 'dial' }>): void {
    const other = byAddress.get(address)
    const there = other && !other.dark && other.island === node.island
    queue.after(there ? latency * 2 : DIAL_TIMEOUT, () => {
      if (!node.alive) return
      if (!there || !other.alive || (expect !== null && other.peerId !== expect))
        return input(node, { type: 'dial-failed', address, port, reason: 'nobody there' })
      const [near, far] = network.connect(node, other)
      up(node, other, near, true)
      up(other, node, far, false)
    })
  }

  function up(node: SimNode, other: SimNode, link: LinkId, initiated: boolean): void {
    const { peerId, address } = other
    input(node, { type: 'link-up', link, peerId, address, port: initiated ? PORT : 50_000 + link, initiated })
  }

  function send(node: SimNode, link: LinkId, original: Message, onSent?: () => void): void {
    const line = node.links.get(link)
    const message = node.tamper ? node.tamper(original) : original
    if (!line || !message) return onSent && queue.after(0, onSent)
    if (record)
      trace.push(`${queue.now.toFixed(3)} ${node.name}>${(line.to as SimNode).name} ${message.type}`)
    network.send(line, message, onSent)
  }

  return {
    nodes,
    network,
    random,
    trace,
    count,
    addNode,
    input,
    wantAll,
    get now() {
      return queue.now
    },
    /** A node that has all of a project. */
    seed(node: SimNode, project: FakeProject): void {
      input(node, { type: 'open-repo', repo: project.repo, known: project })
      for (const reel of project.reels) {
        node.store.fill(reel)
        input(node, { type: 'open-reel', reel: reel.info, hashes: reel.hashes, have: 'all' })
      }
    },
    /** A node that has it by git alone, from elsewhere: no reel, but packs for those who ask. */
    adopt(node: SimNode, project: FakeProject, pack: FakeReel, at: readonly SimNode[]): void {
      node.pack = pack
      input(node, { type: 'open-repo', repo: project.repo, known: project })
      for (const { address, peerId } of at)
        input(node, { type: 'candidate', repo: project.repo, peer: { peerId, address, port: PORT } })
    },
    /** A node that knows no more than a repo hash, and where somebody is who has it. */
    join(node: SimNode, repo: string, at: readonly SimNode[]): void {
      node.joined.add(repo)
      input(node, { type: 'open-repo', repo, known: null })
      for (const { address, peerId } of at)
        input(node, { type: 'candidate', repo, peer: { peerId, address, port: PORT } })
    },
    /** Its process ends; the others' connections break. */
    kill(node: SimNode): void {
      for (const line of [...node.links.values()]) network.end(line, 'connection reset')
      node.alive = false
    },
    /** Power off: no goodbye, no reset, no answer. */
    vanish(node: SimNode): void {
      node.alive = false
      node.dark = true
    },
    /** A killed node's next start: what is in its store counts, all else is learnt anew. */
    restart(node: SimNode, project: FakeProject, at: readonly SimNode[]): void {
      const { reels, options: own } = node.engine
      node.engine = createEngine({ ...own, seed: own.seed + 1 })
      node.alive = true
      input(node, { type: 'open-repo', repo: project.repo, known: project })
      for (const { info, hashes } of project.reels) {
        node.store.open(info)
        const have = reels.get(info.id)?.have ?? 'none'
        input(node, { type: 'open-reel', reel: info, hashes, have })
      }
      wantAll(node, project.repo, project.references.reels)
      for (const { address, peerId } of at)
        input(node, { type: 'candidate', repo: project.repo, peer: { peerId, address, port: PORT } })
      startTicking(node)
    },
    /** A node that has been away starts again, in all that it took part in, with what it knew and has. */
    revive(node: SimNode): void {
      const { reels, repos, options: own } = node.engine
      node.engine = createEngine({ ...own, seed: own.seed + 1 })
      node.alive = true
      node.dark = false
      node.links.clear()
      for (const { hash: repo, known } of repos.values()) {
        input(node, { type: 'open-repo', repo, known })
        for (const info of known?.references.reels ?? []) {
          const { hashes = null, have = 'none' } = reels.get(info.id) ?? {}
          input(node, { type: 'open-reel', reel: info, hashes, have })
        }
        if (known) wantAll(node, repo, known.references.reels)
      }
      startTicking(node)
    },
    /** Lets nodes reach only those of the same island. */
    divide(islandOf: (node: SimNode) => number): void {
      for (const node of nodes) node.island = islandOf(node)
      network.heal()
    },
    /** Something to happen later. */
    after: queue.after,
    /** Lets time pass until something is so, or `within` milliseconds are over; says whether it is. */
    runUntil(done: () => boolean, within: number): boolean {
      return queue.runUntil(done, queue.now + within)
    },
  }
}

export type Simulation = ReturnType<typeof createSwarmSimulation>

/** Whether a node has every byte of a project. */
export const hasAll = (node: SimNode, project: FakeProject): boolean =>
  project.reels.every(({ info }) => {
    const reel = node.engine.reels.get(info.id)
    return reel !== undefined && reel.haveCount === reel.have.length
  }) && project.reels.every((reel) => node.store.equals(reel))
