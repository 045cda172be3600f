/** The shallow boundary (gitformat "shallow"): commits that are here while their parents are not, one a line. */
import { join } from 'node:path'
import type { Hex } from '../../shared/model.ts'
import { rewriteLocked } from './lock-file.ts'
import { readIfThere } from './read-if-there.ts'

export const boundaryFile = (commonDir: string) => join(commonDir, 'shallow')

/** Takes commits out of the boundary, under git's lock; other lines are the user's own and stay. */
export async function removeFromBoundary(commonDir: string, commits: readonly Hex[]): Promise<void> {
  const ours = new Set(commits)
  const now = (await readIfThere(boundaryFile(commonDir))) ?? ''
  if (!now.split('\n').some((line) => ours.has(line))) return
  await rewriteLocked(boundaryFile(commonDir), (text) => {
    const rest = (text ?? '').split('\n').filter((line) => line !== '' && !ours.has(line))
    return rest.length === 0 ? null : `${rest.join('\n')}\n`
  })
}
