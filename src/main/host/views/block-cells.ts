/** Blocks as people look at them: a cell for one, or for a few where there are many. */
import { BLOCK_ARRIVING, BLOCK_MISSING } from '../../engine/engine.ts'

/** Copies that are told apart; more look the same. */
const MOST_SHOWN = 5

/**
 * @param blocks  one byte a block, as SwarmView has them
 * @param perCell blocks that a cell stands for
 * @returns a character a cell: as SwarmReel.cells
 */
export function cellsOf(blocks: Uint8Array, perCell: number): string {
  let cells = ''
  for (let at = 0; at < blocks.length; at += perCell) cells += cellOf(blocks.subarray(at, at + perCell))
  return cells
}

/** What is under way is shown before what is missing, and that before what is rare. */
function cellOf(blocks: Uint8Array): string {
  if (blocks.includes(BLOCK_ARRIVING)) return 'a'
  return String(Math.min(MOST_SHOWN, ...blocks))
}

export const countBlocks = (blocks: Uint8Array, holds: (copies: number) => boolean): number =>
  blocks.reduce((sum, copies) => sum + Number(holds(copies)), 0)

export const isHere = (copies: number): boolean => copies !== BLOCK_MISSING && copies !== BLOCK_ARRIVING

/** Copies of the rarest block, and the part of the blocks that have one more: BitTorrent's "distributed copies". */
export function distributedCopies(reels: readonly Uint8Array[]): number {
  let rarest = Number.POSITIVE_INFINITY
  let blocks = 0
  for (const reel of reels) {
    blocks += reel.length
    for (const copies of reel) rarest = Math.min(rarest, isHere(copies) ? copies : 0)
  }
  if (blocks === 0) return 0
  const more = reels.reduce(
    (sum, reel) => sum + countBlocks(reel, (copies) => isHere(copies) && copies > rarest),
    0,
  )
  return rarest + more / blocks
}
