/**
 * Many engines in one process and in virtual time: the same engine that real nodes run, with a made-up network whose
 * latency and bandwidth are numbers, and whose every chance comes from one seed.
 */
import { createEngine, step, TICK_MS, type EngineState } from '../../src/main/engine/engine.ts'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import type { Input, LinkId, Output } from '../../src/main/engine/types.ts'
import type { Message } from '../../src/main/gtp/types.ts'
import { sha1 } from '../../src/main/gtp/crypto.ts'
import { encodeUtf8 } from '../../src/main/gtp/bytes.ts'
import { createEventQueue } from './event-queue.ts'
import { createFakeStore, type FakeStore } from './fake-store.ts'
import type { FakeProject } from './fake-project.ts'

export interface SimulationOptions {
  readonly seed: number
  /** One way, milliseconds. */
  readonly latency?: number
  /** Of each node, each way: bytes per millisecond. */
  readonly bandwidth?: number
}

export interface SimNode {
  readonly name: string
  readonly peerId: string
  readonly address: string
  readonly engine: EngineState
  readonly store: FakeStore
  readonly outputs: Output[]
  readonly links: Map<LinkId, Wire>
  alive: boolean
  /** Bytes of blocks sent. */
  sent: number
  upFreeAt: number
  downFreeAt: number
  /** Changes what it sends: a liar. */
  tamper: ((message: Message) => Message | null) | null
}

interface Wire {
  readonly ends: readonly [SimNode, SimNode]
  readonly ids: readonly [LinkId, LinkId]
  open: boolean
}

const PORT = 7411

export function createSwarmSimulation({ seed, latency = 1, bandwidth = 12_500 }: SimulationOptions) {
  const queue = createEventQueue()
  const random = createRandom(seed)
  const nodes: SimNode[] = []
  /** One line an event: equal seeds give equal traces. */
  const trace: string[] = []
  let lastLink = 0

  const input = (node: SimNode, next: Input) => {
    if (!node.alive) return
    for (const output of step(node.engine, next, queue.now)) {
      node.outputs.push(output)
      carryOut(node, output)
    }
  }

  function addNode(name: string): SimNode {
    const peerId = sha1(encodeUtf8(`${name} ${seed}`))
    const node: SimNode = {
      name,
      peerId,
      address: `10.0.${nodes.length >> 8}.${nodes.length & 255}`,
      engine: createEngine({ peerId, name, port: PORT, agent: 'simulator', seed: seed + nodes.length }),
      store: createFakeStore(),
      outputs: [],
      links: new Map(),
      alive: true,
      sent: 0,
      upFreeAt: 0,
      downFreeAt: 0,
      tamper: null,
    }
    nodes.push(node)
    const tick = () => {
      if (!node.alive) return
      input(node, { type: 'tick' })
      queue.after(TICK_MS, tick)
    }
    queue.after(nextRandom(random) * TICK_MS, tick)
    return node
  }

  function carryOut(node: SimNode, output: Output): void {
    switch (output.type) {
      case 'dial':
        return dial(node, output)
      case 'send':
        send(node, output.link, output.message)
        return
      case 'close':
        send(node, output.link, { type: 'goodbye', code: output.code, text: output.text })
        return cut(node, output.link, output.text)
      case 'serve': {
        const data = node.store.read(output.reel, output.offset, output.length)
        const sentAt = send(node, output.link, {
          type: 'block',
          reel: output.reel,
          index: output.index,
          data,
        })
        node.sent += data.length
        const { link, reel, index } = output
        return queue.at(sentAt, () => input(node, { type: 'served', link, reel, index, ok: true }))
      }
      case 'store':
        node.store.write(output.reel, output.offset, output.data)
        return queue.after(0.1, () =>
          input(node, { type: 'stored', reel: output.reel, index: output.index, ok: true }),
        )
      case 'references':
        return openAll(node, output.repo, output.references.reels, true)
      default:
        return
    }
  }

  function openAll(
    node: SimNode,
    repo: string,
    reels: FakeProject['references']['reels'],
    wanted: boolean,
  ): void {
    for (const reel of reels) {
      node.store.open(reel)
      input(node, { type: 'open-reel', reel, hashes: null, have: 'none' })
    }
    if (wanted)
      input(node, {
        type: 'want',
        repo,
        reels: reels.map(({ id, kind }) => ({ id, priority: kind === 'tip' ? 0 : 1 })),
      })
  }

  function dial(node: SimNode, { address, port, expect }: Extract<Output, { type: 'dial' }>): void {
    queue.after(latency * 2, () => {
      const other = nodes.find((candidate) => candidate.address === address && candidate.alive)
      if (!other || (expect !== null && other.peerId !== expect)) {
        return input(node, { type: 'dial-failed', address, port, reason: 'nobody there' })
      }
      const wire: Wire = { ends: [node, other], ids: [++lastLink, ++lastLink], open: true }
      node.links.set(wire.ids[0], wire)
      other.links.set(wire.ids[1], wire)
      up(node, other, wire.ids[0], true)
      up(other, node, wire.ids[1], false)
    })
  }

  function up(node: SimNode, other: SimNode, link: LinkId, initiated: boolean): void {
    const { peerId, address } = other
    input(node, { type: 'link-up', link, peerId, address, port: initiated ? PORT : 50_000 + link, initiated })
  }

  /** Bytes leave one after the other at the sender's rate, and arrive at the receiver's. Returns when the last one left. */
  function send(node: SimNode, link: LinkId, original: Message): number {
    const wire = node.links.get(link)
    const message = node.tamper ? node.tamper(original) : original
    if (!wire?.open || !message) return queue.now
    const far = wire.ends[0] === node ? 1 : 0
    const other = wire.ends[far]!
    const bytes = message.type === 'block' ? message.data.length + 41 : 60
    node.upFreeAt = Math.max(node.upFreeAt, queue.now) + bytes / bandwidth
    other.downFreeAt = Math.max(other.downFreeAt, node.upFreeAt + latency) + bytes / bandwidth
    trace.push(`${queue.now.toFixed(3)} ${node.name}>${other.name} ${message.type}`)
    queue.at(other.downFreeAt, () => {
      if (wire.open || message.type === 'goodbye')
        input(other, { type: 'message', link: wire.ids[far]!, message })
    })
    return node.upFreeAt
  }

  function cut(node: SimNode, link: LinkId, reason: string): void {
    const wire = node.links.get(link)
    if (!wire?.open) return
    wire.open = false
    queue.after(latency, () => {
      wire.ends.forEach((end, side) => {
        end.links.delete(wire.ids[side]!)
        if (end !== node) input(end, { type: 'link-down', link: wire.ids[side]!, reason })
      })
    })
  }

  return {
    nodes,
    trace,
    addNode,
    input,
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
    /** A node that knows no more than a repo hash, and where somebody is who has it. */
    join(node: SimNode, repo: string, at: readonly SimNode[]): void {
      input(node, { type: 'open-repo', repo, known: null })
      for (const { address, peerId } of at) {
        input(node, { type: 'candidate', repo, peer: { peerId, address, port: PORT } })
      }
    },
    /** Gone without a word; the others' connections break. */
    kill(node: SimNode): void {
      for (const link of [...node.links.keys()]) cut(node, link, 'connection reset')
      node.alive = false
    },
    /** Lets time pass until something is so, or `within` milliseconds are over; says whether it is. */
    runUntil(done: () => boolean, within: number): boolean {
      return queue.runUntil(done, queue.now + within)
    },
  }
}

export type Simulation = ReturnType<typeof createSwarmSimulation>

/** Whether a node has every byte of a project. */
export const hasAll = (node: SimNode, project: FakeProject): boolean =>
  project.reels.every((reel) => node.store.equals(reel)) &&
  project.reels.every(
    ({ info }) => node.engine.reels.get(info.id)?.haveCount === node.engine.reels.get(info.id)?.have.length,
  )
