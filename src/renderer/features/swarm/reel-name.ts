import type { SwarmReel } from '../../../shared/swarm-model.ts'

/** What people call a reel: the files, the history, or the number of an update. */
export function reelNames(reels: readonly SwarmReel[]): readonly string[] {
  let updates = 0
  return reels.map(({ kind }) => {
    if (kind === 'tip') return 'Files'
    return kind === 'history' ? 'History' : `Update ${++updates}`
  })
}

const short = (sha: string | null) => sha?.slice(0, 7) ?? '…'

/** Between which commits it lies, shortened. */
export function reelPath({ kind, from, to }: SwarmReel): string {
  if (kind === 'tip') return short(to)
  return kind === 'history' ? `… → ${short(to)}` : `${short(from)} → ${short(to)}`
}

/** The state of its blocks in words, for those who don't look at them. */
export function reelLabel(name: string, { have, blocks, onlyHere, cells }: SwarmReel): string {
  const arriving = [...cells].filter((cell) => cell === 'a').length
  const parts = [`${have} of ${blocks} ${blocks === 1 ? 'block' : 'blocks'}`]
  if (arriving > 0) parts.push('more arriving')
  if (onlyHere > 0) parts.push(`${onlyHere} only here`)
  return `${name}: ${parts.join(', ')}`
}
