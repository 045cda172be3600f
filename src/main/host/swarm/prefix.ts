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
  /** Follows what the engine is told; says which reel's prefix grew, if any. */
  note(input: Input): Hex | null
  /** Bytes from the beginning without a gap. */
  bytes(reel: Hex): number
}

export function createPrefixes(): Prefixes {
  const reels = new Map<Hex, Progress>()

  const grow = (progress: Progress): boolean => {
    const before = progress.blocks
    while (progress.have[progress.blocks] === 1) progress.blocks++
    return progress.blocks > before
  }

  return {
    note(input) {
      if (input.type === 'open-reel' && !reels.has(input.reel.id)) {
        const have = new Uint8Array(blockCount(input.reel))
        if (input.have === 'all') have.fill(1)
        else if (input.have !== 'none') have.set(input.have.subarray(0, have.length))
        const progress = { reel: input.reel, have, blocks: 0 }
        reels.set(input.reel.id, progress)
        return grow(progress) ? input.reel.id : null
      }
      if (input.type === 'close-reel') reels.delete(input.reel)
      if (input.type !== 'stored' || !input.ok) return null
      const progress = reels.get(input.reel)
      if (!progress) return null
      progress.have[input.index] = 1
      return grow(progress) ? input.reel : null
    },
    bytes(id) {
      const progress = reels.get(id)
      return progress ? Math.min(progress.blocks * progress.reel.blockSize, progress.reel.bytes) : 0
    },
  }
}
