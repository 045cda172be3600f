import type { Repository } from '../types.ts'
import { inside } from './open.ts'
import type { GitProgram } from './run.ts'

/** See TipFirst.remoteNames. */
export async function remoteNames(git: GitProgram, repository: Repository): Promise<readonly string[]> {
  const { gitDir, cwd } = inside(repository)
  const output = await git.run([gitDir, 'remote'], { cwd, userConfig: true })
  return output.split('\n').filter((name) => name !== '')
}
