import { isHex } from '../bytes.ts'
import {
  HASH_BYTES,
  MAX_BLOCK_SIZE,
  MAX_REEL_BLOCKS,
  MAX_REEL_BYTES,
  MAX_REEL_POINTS,
  MAX_REELS,
  MIN_BLOCK_SIZE,
} from '../limits.ts'
import { blockCount } from '../reel.ts'
import { GtpError, type ReelInfo, type ReelPoint } from '../types.ts'

/** Throws GtpError 'references' or 'limit' unless the reels keep to GTP/0.2 section 6. `oidBytes`: 20 or 32. */
export function checkReels(reels: readonly ReelInfo[], oidBytes: number): void {
  if (reels.length > MAX_REELS) throw new GtpError('limit', `there are more than ${MAX_REELS} reels`)
  const points = reels.reduce((count, { needs, gives }) => count + needs.length + gives.length, 0)
  if (points > MAX_REEL_POINTS) {
    throw new GtpError('limit', `the reels need and give more than ${MAX_REEL_POINTS} commits`)
  }
  if (new Set(reels.map(({ id }) => id)).size !== reels.length) throw bad('a reel is listed twice')
  for (const reel of reels) checkReel(reel, oidBytes)
}

function checkReel(reel: ReelInfo, oidBytes: number): void {
  const { id, kind, bytes, blockSize, needs, gives } = reel
  if (!isHex(id, HASH_BYTES)) throw bad('a reel ID is not 64 hex digits')
  if (kind !== 'tip' && kind !== 'history' && kind !== 'append') throw bad('a reel is of an unknown kind')
  if (!Number.isInteger(bytes) || bytes < 1) throw bad('a reel has no bytes')
  if (bytes > MAX_REEL_BYTES) throw new GtpError('limit', `a reel is longer than ${MAX_REEL_BYTES} bytes`)
  if (!isBlockSize(blockSize)) throw bad(`a reel has blocks of ${blockSize} bytes`)
  if (blockCount(reel) > MAX_REEL_BLOCKS) {
    throw new GtpError('limit', `a reel has more than ${MAX_REEL_BLOCKS} blocks`)
  }
  if (gives.length === 0) throw bad('a reel gives nothing')
  if (kind === 'tip' && needs.length > 0) throw bad('a tip reel needs something')
  checkPoints(needs, oidBytes)
  checkPoints(gives, oidBytes)
}

/** A power of two within the limits, so that offsets stay aligned whatever the publisher chose. */
function isBlockSize(size: number): boolean {
  return Number.isInteger(Math.log2(size)) && size >= MIN_BLOCK_SIZE && size <= MAX_BLOCK_SIZE
}

function checkPoints(points: readonly ReelPoint[], oidBytes: number): void {
  points.forEach(({ oid }, at) => {
    if (!isHex(oid, oidBytes)) throw bad('a reel names an object of another format')
    const before = points[at - 1]
    if (before && before.oid >= oid) throw bad('what a reel needs or gives is unsorted or repeated')
  })
}

function bad(what: string): GtpError {
  return new GtpError('references', what)
}
