import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { lookUp } from '../look-up.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { countSides, type SideCount } from './count-sides.ts'

/**
 * See History.aheadBehind. One walk for all of them: git's own counting takes a process for each, and walks the history from
 * there to the fork each time. Those that fork off too far back to be counted are null as well.
 */
export async function aheadBehind(
  git: GitProgram,
  repository: Repository,
  ours: Hex,
  theirs: readonly Hex[],
): Promise<readonly (SideCount | null)[]> {
  // So it is after a join, and after most updates.
  if (theirs.every((oid) => oid === ours)) return theirs.map(() => ({ ahead: 0, behind: 0 }))
  const { gitDir, cwd } = inside(repository)
  const asked = [...new Set([ours, ...theirs])]
  const found = await lookUp(git, { gitDir, cwd }, asked)
  const there = asked.filter((_, index) => found[index]?.[1] === 'commit')
  if (!there.includes(ours)) return theirs.map(() => null)
  const others = there.filter((oid) => oid !== ours)
  if (others.length === 0) return theirs.map((oid) => (oid === ours ? { ahead: 0, behind: 0 } : null))
  const input = there.map((oid) => `${oid}\n`).join('')
  const lines = git.lines([gitDir, 'rev-list', '--parents', '--stdin'], { cwd, input })
  const counts = await countSides(lines, ours, others)
  return theirs.map((oid) => (oid === ours ? { ahead: 0, behind: 0 } : (counts.get(oid) ?? null)))
}
