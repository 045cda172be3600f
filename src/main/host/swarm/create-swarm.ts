/** Drives the pure engine with a real transport, store and clock: inputs in, outputs carried out. */
import type { Hex } from '../../../shared/model.ts'
import { createEngine, holdersOf, isWhole, step, TICK_MS, viewOf, viewSwarm } from '../../engine/engine.ts'
import type { EngineOptions, EngineView, Input, Output, SwarmView } from '../../engine/types.ts'
import type { PeerAddress, ReelInfo, VerifiedReferences } from '../../gtp/types.ts'
import type { Transport } from '../../net/types.ts'
import type { ReelStore } from '../../store/reels.ts'
import { createBlockBuffers } from './block-buffers.ts'
import { createLinks } from './links.ts'
import { createPrefixes } from './prefix.ts'
import { serveBlock } from './serve-block.ts'

/** What a peer asks for: listed in the references that this node accepted. */
export interface PackQuestion {
  readonly repo: Hex
  readonly want: readonly Hex[]
  readonly have: readonly Hex[]
}

export interface PackAnswer {
  /** In the store; null: refused, and `text` says why. */
  readonly reel: ReelInfo | null
  readonly hashes: Uint8Array | null
  readonly text: string
}

export interface SwarmEvents {
  onReferences(repo: Hex, info: Uint8Array, references: VerifiedReferences): void
  onReelComplete(reel: Hex): void
  onStoreFailed(reel: Hex, error: unknown): void
  /** A peer tells of a related torrent that this node isn't in. */
  onRelative(repo: Hex, at: PeerAddress): void
  onPackOffered(repo: Hex, reel: ReelInfo, maker: Hex): void
  onPackRefused(repo: Hex, text: string): void
  /** Somebody asks for a pack of a project. */
  makePack(question: PackQuestion): Promise<PackAnswer>
  /** He has it, or has gone. */
  onDropPack(reel: Hex): void
  /** Nothing is exchanged with a peer, who speaks another version; null: which one was not told. */
  onOtherVersion(peerId: Hex, name: string, version: string | null): void
  onNotice(kind: 'refused' | 'warning', repo: Hex | null, peerId: Hex | null, text: string): void
}

export interface Swarm {
  input(input: Input): void
  view(): EngineView
  isWhole(reel: Hex): boolean
  /** The swarm of some repositories, with every block of some reels. */
  look(repos: readonly Hex[], reels: readonly Hex[]): SwarmView & { readonly now: number }
  /** Peer IDs of the connected who say that they have all of a reel. */
  holders(reel: Hex): readonly Hex[]
  /** Bytes of a reel that are in the store without a gap from its beginning. */
  prefix(reel: Hex): number
  /** Settles when a reel's prefix is longer than `bytes`; rejects when the signal aborts. */
  untilPrefix(reel: Hex, bytes: number, signal: AbortSignal): Promise<void>
  /** Says goodbye and stops; the transport is closed by its owner. */
  stop(): void
}

export function createSwarm(
  options: EngineOptions,
  transport: Transport,
  reels: ReelStore,
  events: SwarmEvents,
): Swarm {
  const engine = createEngine(options)
  const open = new Map<Hex, ReelInfo>()
  const queue: Input[] = []
  let draining = false
  let stopped = false
  /** Made at most once between two inputs: many rows are drawn from one. */
  let view: EngineView | null = null

  const prefixes = createPrefixes()

  const now = () => performance.now()

  /** Outputs may cause inputs at once (a link that closes while we write): those wait their turn. */
  const input = (next: Input) => {
    view = null
    queue.push(next)
    if (draining) return
    draining = true
    try {
      for (let item = queue.shift(); item; item = queue.shift()) {
        if (item.type === 'open-reel') open.set(item.reel.id, item.reel)
        if (item.type === 'close-reel' || item.type === 'evict-reel') open.delete(item.reel)
        prefixes.note(item)
        for (const output of step(engine, item, now())) carryOut(output)
      }
    } finally {
      draining = false
    }
  }

  const buffers = createBlockBuffers()
  const links = createLinks(transport, buffers, input)

  const carryOut = (output: Output): void => {
    switch (output.type) {
      case 'dial':
        return links.dial(output.address, output.port, output.expect)
      case 'send':
        return links.send(output.link, output.message, output.patient)
      case 'close':
        if (output.blame) events.onNotice('refused', null, links.peerOf(output.link), output.text)
        return links.close(output.link, output.code, output.text)
      case 'serve': {
        const reel = open.get(output.reel)
        return void serveBlock(links, reels, buffers, reel, output).then((ok) => {
          if (!stopped)
            input({ type: 'served', link: output.link, reel: output.reel, index: output.index, ok })
        })
      }
      case 'store':
        return store(output)
      case 'hashes': {
        const reel = open.get(output.reel)
        if (reel) reels.saveHashes(reel, output.hashes).catch((error) => events.onStoreFailed(reel.id, error))
        return
      }
      case 'references':
        return events.onReferences(output.repo, output.info, output.references)
      case 'reel-complete':
        return events.onReelComplete(output.reel)
      case 'relative':
        return events.onRelative(output.repo, output.at)
      case 'pack-offered':
        return events.onPackOffered(output.repo, output.reel, output.peerId)
      case 'pack-refused':
        return events.onPackRefused(output.repo, output.text)
      case 'make-pack':
        return void events.makePack(output).then((answer) => {
          const { reel } = answer
          if (reel && stopped) events.onDropPack(reel.id)
          if (stopped) return
          if (reel) open.set(reel.id, reel)
          input({ type: 'pack-made', link: output.link, repo: output.repo, ...answer })
        })
      case 'drop-pack':
        open.delete(output.reel)
        return events.onDropPack(output.reel)
      case 'other-version':
        return events.onOtherVersion(output.peerId, output.name, output.version)
      case 'notice':
        return events.onNotice(output.kind, output.repo, output.peerId, output.text)
    }
  }

  const store = (output: Extract<Output, { type: 'store' }>) => {
    const reel = open.get(output.reel)
    if (!reel) return
    const answer = (ok: boolean) => {
      if (!stopped) input({ type: 'stored', reel: output.reel, index: output.index, ok })
    }
    reels.write(reel, output.offset, output.data).then(
      () => {
        buffers.give(output.data)
        answer(true)
      },
      (error) => {
        answer(false)
        events.onStoreFailed(output.reel, error)
      },
    )
  }

  const timer = setInterval(() => {
    for (const link of links.heard()) input({ type: 'heard', link })
    input({ type: 'tick' })
  }, TICK_MS)

  return {
    input,
    view: () => (view ??= viewOf(engine, now())),
    isWhole: (reel) => isWhole(engine, reel),
    look: (repos, ids) => ({ ...viewSwarm(engine, repos, ids, now()), now: now() }),
    holders: (reel) => holdersOf(engine, reel),
    prefix: prefixes.bytes,
    untilPrefix: prefixes.until,
    stop() {
      clearInterval(timer)
      input({ type: 'shutdown' })
      stopped = true
    },
  }
}
