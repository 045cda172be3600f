import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'

/** See History.aheadBehind. */
export async function aheadBehind(
  git: GitProgram,
  repository: Repository,
  ours: Hex,
  theirs: readonly Hex[],
): Promise<readonly ({ readonly ahead: number; readonly behind: number } | null)[]> {
  const { gitDir, cwd } = inside(repository)
  const known = new Map<Hex, { ahead: number; behind: number } | null>()
  for (const sha of new Set(theirs)) {
    if (sha === ours) {
      known.set(sha, { ahead: 0, behind: 0 })
      continue
    }
    const args = [gitDir, 'rev-list', '--left-right', '--count', `${ours}...${sha}`, '--']
    const text = await git.run(args, { cwd }).catch(() => null)
    const [, behind, ahead] = /^(\d+)\t(\d+)/.exec(text ?? '') ?? []
    known.set(sha, ahead === undefined ? null : { ahead: Number(ahead), behind: Number(behind) })
  }
  return theirs.map((sha) => known.get(sha) ?? null)
}
