/** How much of each reel is there without a gap from its beginning: what an indexer can be fed with. */
import type { Hex } from '../../../shared/model.ts'
import type { Input } from '../../engine/types.ts'
import { blockCount } from '../../gtp/reel.ts'
import type { ReelInfo } from '../../gtp/types.ts'

interface Progress {
  readonly reel: ReelInfo
  readonly have: Uint8Array
  blocks: number
}

export interface Prefixes {
  /** Follows what the engine is told. */
  note(input: Input): void
  /** Bytes from the beginning without a gap. */
  bytes(reel: Hex): number
  /** Settles when there are more than `bytes`; rejects with the signal's reason when it aborts. */
  until(reel: Hex, bytes: number, signal: AbortSignal): Promise<void>
}

export function createPrefixes(): Prefixes {
  const reels = new Map<Hex, Progress>()
  const waiting = new Map<Hex, Set<() => void>>()

  const grow = (progress: Progress) => {
    const before = progress.blocks
    while (progress.have[progress.blocks] === 1) progress.blocks++
    if (progress.blocks > before) for (const look of waiting.get(progress.reel.id) ?? []) look()
  }

  const open = (reel: ReelInfo, known: Uint8Array | 'all' | 'none') => {
    const have = new Uint8Array(blockCount(reel))
    if (known === 'all') have.fill(1)
    else if (known !== 'none') have.set(known.subarray(0, have.length))
    const progress = { reel, have, blocks: 0 }
    reels.set(reel.id, progress)
    grow(progress)
  }

  const bytes = (id: Hex) => {
    const progress = reels.get(id)
    return progress ? Math.min(progress.blocks * progress.reel.blockSize, progress.reel.bytes) : 0
  }

  return {
    note(input) {
      if (input.type === 'open-reel' && !reels.has(input.reel.id)) open(input.reel, input.have)
      else if (input.type === 'close-reel' || input.type === 'evict-reel') reels.delete(input.reel)
      else if (input.type === 'stored' && input.ok) {
        const progress = reels.get(input.reel)
        if (!progress) return
        progress.have[input.index] = 1
        grow(progress)
      }
    },
    bytes,
    until: (id, more, signal) =>
      new Promise((resolve, reject) => {
        const settle = (finish: () => void) => {
          waiting.get(id)?.delete(look)
          signal.removeEventListener('abort', abort)
          finish()
        }
        const look = () => {
          if (bytes(id) > more) settle(resolve)
        }
        const abort = () => settle(() => reject(signal.reason as Error))
        if (signal.aborted) return reject(signal.reason as Error)
        signal.addEventListener('abort', abort)
        waiting.set(id, (waiting.get(id) ?? new Set()).add(look))
        look()
      }),
  }
}
