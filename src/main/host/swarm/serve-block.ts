import type { Output } from '../../engine/types.ts'
import { BLOCK_HEAD_BYTES, encodeBlockInto } from '../../gtp/messages/encode.ts'
import type { ReelInfo } from '../../gtp/types.ts'
import type { ReelStore } from '../../store/reels.ts'
import type { BlockBuffers } from './block-buffers.ts'
import type { Links } from './links.ts'

type Serve = Extract<Output, { type: 'serve' }>

/**
 * Reads a block and sends it, then waits until the socket took it, so that the engine's count of blocks under way is
 * also the bound of what lies in memory. False when it couldn't be read or the link is gone.
 */
export async function serveBlock(
  links: Links,
  reels: ReelStore,
  buffers: BlockBuffers,
  reel: ReelInfo | undefined,
  { link, index, offset, length }: Serve,
): Promise<boolean> {
  if (!reel) return false
  const frame = buffers.take(BLOCK_HEAD_BYTES + length)
  try {
    await reels.read(reel, offset, length, frame.subarray(BLOCK_HEAD_BYTES))
    encodeBlockInto(frame, reel.id, index)
    links.sendFrame(link, frame)
    // A link that is gone may still hold it.
    if (!(await links.drained(link))) return false
    buffers.give(frame)
    return true
  } catch {
    return false
  }
}
