import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'

/** First-parent ancestors of HEAD that are looked at. */
const MAX_DEPTH = 100_000

/** See Updates.describeHeld. */
export async function describeHeld(
  git: GitProgram,
  repository: Repository,
  max: number,
): Promise<readonly Hex[]> {
  const { gitDir, cwd } = inside(repository)
  const format = '--format=%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)'
  const listed = await git.run([gitDir, 'for-each-ref', '--sort=-creatordate', format], { cwd })
  const tips = listed.split('\n').filter((line) => line !== '')
  const held = new Set<Hex>()
  let distance = 0
  let next = 1
  const args = [gitDir, 'rev-list', '--first-parent', `--max-count=${MAX_DEPTH}`, 'HEAD']
  for await (const oid of git.lines(args, { cwd })) {
    if (++distance < next) continue
    held.add(oid)
    next *= 2
  }
  for (const oid of tips) if (held.size < max) held.add(oid)
  return [...held].slice(0, max)
}
