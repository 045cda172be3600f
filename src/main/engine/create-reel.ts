import { blockCount } from '../gtp/reel.ts'
import type { ReelInfo } from '../gtp/types.ts'
import { createBitmap, setBit } from './bitmap.ts'
import { createRate } from './rate.ts'
import type { ReelState } from './state.ts'

/** @param held which blocks are in the store, one byte 0/1 each */
export function createReel(
  info: ReelInfo,
  hashes: Uint8Array | null,
  held: Uint8Array | 'all' | 'none',
  now: number,
): ReelState {
  const blocks = blockCount(info)
  const have = new Uint8Array(blocks)
  if (held === 'all') have.fill(1)
  else if (held !== 'none') have.set(held.subarray(0, blocks).map((one) => (one ? 1 : 0)))
  const open = createBitmap(new Uint8Array(Math.ceil(blocks / 8)))
  have.forEach((one, index) => one || setBit(open, index))
  const gap = have.indexOf(0)
  return {
    info,
    hashes,
    have,
    haveCount: blocks - open.count,
    prefix: gap < 0 ? blocks : gap,
    open,
    availability: new Uint16Array(blocks),
    holders: 0,
    seeders: 0,
    sent: new Uint16Array(blocks),
    pending: new Map(),
    storing: new Map(),
    given: new Map(),
    requests: 0,
    heldUntil: 0,
    pace: null,
    asking: new Map(),
    downloaded: 0,
    uploaded: 0,
    down: createRate(now),
    up: createRate(now),
    from: new Map(),
  }
}
