import { describe, expect, it } from 'vitest'
import { concatBytes, toHex } from './bytes.ts'
import { sha256Bytes } from './crypto.ts'
import { MAX_REEL_BYTES } from './limits.ts'
import { blockCount, blockLength, blockSizeFor, reelId, verifyBlock, verifyHashList } from './reel.ts'
import { GtpError } from './types.ts'
import vectors from './vectors/reel.json' with { type: 'json' }

const KiB = 1024

describe('reels', () => {
  it.each([
    [1, 256],
    [512 * KiB * KiB, 256],
    [512 * KiB * KiB + 1, 512],
    [1024 * KiB * KiB + 1, 1024],
    [MAX_REEL_BYTES, 1024],
  ])('a pack of %d bytes has blocks of %d KiB', (bytes, blockSize) => {
    expect(blockSizeFor(bytes)).toBe(blockSize * KiB)
  })

  it('refuses a pack that is too long, and an index out of range', () => {
    expect(() => blockSizeFor(MAX_REEL_BYTES + 1)).toThrow(GtpError)
    for (const index of [-1, 0.5, 3])
      expect(() => blockLength({ bytes: 2049, blockSize: 1024 }, index)).toThrow(GtpError)
  })

  it('has the ID and the hash list of the golden vector', () => {
    const data = Uint8Array.from({ length: vectors.bytes }, (_, at) => at % 251)
    const reel = { id: vectors.id, bytes: vectors.bytes, blockSize: vectors.blockSize }
    const blocks = Array.from({ length: blockCount(reel) }, (_, index) => {
      const start = index * reel.blockSize
      return data.subarray(start, start + blockLength(reel, index))
    })
    const hashes = concatBytes(blocks.map(sha256Bytes))
    expect(toHex(hashes)).toBe(vectors.hashes)
    expect(reelId(hashes)).toBe(vectors.id)
    expect(verifyHashList(reel, hashes)).toBe(true)
    expect(blocks.map((block, index) => verifyBlock(hashes, index, block))).toEqual([true, true, true])
    expect(verifyBlock(hashes, 1, blocks[0] as Uint8Array)).toBe(false)
    expect(verifyBlock(hashes, 3, blocks[0] as Uint8Array)).toBe(false)
    expect(verifyHashList(reel, hashes.subarray(32))).toBe(false)
    expect(verifyHashList({ ...reel, bytes: 5000 }, hashes)).toBe(false)
  })
})
