import type { Ref } from '../../../gtp/types.ts'
import type { Repository } from '../../types.ts'
import type { RefSnapshot } from '../../update-types.ts'
import { inside } from '../open.ts'
import { headBranch } from '../refs.ts'
import type { GitProgram } from '../run.ts'

/** See Updates.snapshot. */
export async function snapshot(git: GitProgram, repository: Repository): Promise<RefSnapshot> {
  const { gitDir, cwd } = inside(repository)
  const format = '--format=%(objectname) %(refname)'
  const output = await git.run([gitDir, 'for-each-ref', format, 'refs/heads', 'refs/tags'], { cwd })
  const refs = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Ref => {
      const space = line.indexOf(' ')
      return { oid: line.slice(0, space), name: line.slice(space + 1) }
    })
  const branch = await headBranch(repository)
  return { head: branch === null ? null : `refs/heads/${branch}`, refs }
}
