/** Reels: packs cut into blocks of equal size, each with its SHA-256 (GTP/0.2 section 6). */
import type { Hex } from '../../shared/model.ts'
import { equalBytes } from './bytes.ts'
import { sha256, sha256Bytes } from './crypto.ts'
import { BLOCK_SIZES, HASH_BYTES, MAX_REEL_BYTES, TARGET_BLOCKS } from './limits.ts'
import { GtpError, type ReelInfo } from './types.ts'

type Measured = Pick<ReelInfo, 'bytes' | 'blockSize'>

/** The block size that a publisher chooses for a pack of `bytes`. Throws GtpError 'limit' for a pack that is too long. */
export function blockSizeFor(bytes: number): number {
  if (bytes > MAX_REEL_BYTES) {
    throw new GtpError('limit', `a pack of ${bytes} bytes is too large to share, over ${MAX_REEL_BYTES}`)
  }
  const largest = BLOCK_SIZES[BLOCK_SIZES.length - 1] ?? 0
  return BLOCK_SIZES.find((size) => bytes <= size * TARGET_BLOCKS) ?? largest
}

export function blockCount(reel: Measured): number {
  return Math.ceil(reel.bytes / reel.blockSize)
}

/** Bytes of one block: the last one is what is left. Throws GtpError for an index out of range. */
export function blockLength(reel: Measured, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= blockCount(reel)) {
    throw new GtpError('message', `a reel of ${blockCount(reel)} blocks has none with index ${index}`)
  }
  return Math.min(reel.blockSize, reel.bytes - index * reel.blockSize)
}

/** SHA-256 of the concatenated SHA-256 hashes of the blocks. */
export function reelId(hashes: Uint8Array): Hex {
  return sha256(hashes)
}

/** Whether `hashes` is the list that a reel's ID was made of. */
export function verifyHashList(reel: Measured & Pick<ReelInfo, 'id'>, hashes: Uint8Array): boolean {
  return hashes.length === blockCount(reel) * HASH_BYTES && reelId(hashes) === reel.id
}

/** Whether `data` is block `index` of the reel with this (verified) hash list. */
export function verifyBlock(hashes: Uint8Array, index: number, data: Uint8Array): boolean {
  const expected = hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)
  return expected.length === HASH_BYTES && equalBytes(sha256Bytes(data), expected)
}
