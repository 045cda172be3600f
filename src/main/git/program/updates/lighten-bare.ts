import { join } from 'node:path'
import { commonDir } from '../../object-store.ts'
import { syncPath } from '../../sync-path.ts'
import type { Repository } from '../../types.ts'
import type { GitProgram } from '../run.ts'
import { borrowObjects } from './quarantine.ts'

/** See Updates.lightenBare. */
export async function lightenBare(
  git: GitProgram,
  bare: string,
  repository: Repository,
  signal: AbortSignal,
): Promise<void> {
  await borrowObjects(bare, join(await commonDir(repository.gitDir), 'objects'))
  // What is borrowed goes from here: where it is must be there first.
  await syncPath(join(bare, 'objects', 'info'))
  await git.run([`--git-dir=${bare}`, 'repack', '-a', '-d', '-l', '-q'], { cwd: bare, signal })
}
