import type { Output } from '../../engine/types.ts'
import type { ReelInfo } from '../../gtp/types.ts'
import type { ReelStore } from '../../store/reels.ts'
import type { Links } from './links.ts'

type Serve = Extract<Output, { type: 'serve' }>

/**
 * Reads a block and sends it, then waits until the socket took it, so that the engine's count of blocks under way is
 * also the bound of what lies in memory. False when it couldn't be read or the link is gone.
 */
export async function serveBlock(
  links: Links,
  reels: ReelStore,
  reel: ReelInfo | undefined,
  { link, index, offset, length }: Serve,
): Promise<boolean> {
  if (!reel) return false
  try {
    const data = await reels.read(reel, offset, length)
    links.send(link, { type: 'block', reel: reel.id, index, data })
    return await links.drained(link)
  } catch {
    return false
  }
}
