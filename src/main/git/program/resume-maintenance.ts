import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { PAUSE_FILE } from '../pause-maintenance.ts'
import type { GitProgram } from './run.ts'

/** Exit code of git-config(1): there was no such line. */
const NO_SUCH_LINE = 5

/** Ends what pauseMaintenance began. Safe to repeat. */
export async function resumeMaintenance(git: GitProgram, gitDir: string): Promise<void> {
  const file = join(gitDir, 'config')
  const args = ['config', `--file=${file}`, '--unset-all', 'include.path', `^${PAUSE_FILE}$`]
  await git.run(args, { cwd: gitDir }).catch((error: unknown) => {
    const { data, message, code, action } = AppError.of(error)
    if (data['exitCode'] === NO_SUCH_LINE) return
    throw new AppError(code, message, action, { ...data, retry: /could not lock/.test(message) })
  })
  await rm(join(gitDir, PAUSE_FILE), { force: true })
}
