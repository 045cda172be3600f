import type { Hex } from '../../../shared/model.ts'
import type { GitProgram } from './run.ts'

/** Whether one commit reaches another, or is it; false also where one of them is missing. */
export const isAncestor = (git: GitProgram, gitDir: string, ancestor: Hex, of: Hex): Promise<boolean> =>
  git.run([`--git-dir=${gitDir}`, 'merge-base', '--is-ancestor', ancestor, of], { cwd: gitDir }).then(
    () => true,
    () => false,
  )
