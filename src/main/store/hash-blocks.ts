import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { blockSizeFor, reelId } from '../gtp/reel.ts'

/**
 * Hashes a pack file block by block.
 * @returns the reel's ID, its block size and the concatenated SHA-256 hashes (GTP/0.2 section 6)
 */
export async function hashBlocks(file: string, bytes: number) {
  const blockSize = blockSizeFor(bytes)
  const hashes = new Uint8Array(Math.ceil(bytes / blockSize) * 32)
  const handle = await open(file, 'r')
  try {
    const block = Buffer.allocUnsafe(blockSize)
    for (let index = 0; index * blockSize < bytes; index++) {
      const { bytesRead } = await handle.read(block, 0, blockSize, index * blockSize)
      hashes.set(createHash('sha256').update(block.subarray(0, bytesRead)).digest(), index * 32)
    }
  } finally {
    await handle.close()
  }
  return { id: reelId(hashes), blockSize, hashes }
}
