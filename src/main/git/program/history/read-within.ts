import type { GitProgram } from '../run.ts'
import { AppError } from '../../../../shared/errors.ts'
import { readFields } from './read-fields.ts'

/**
 * Fields of what git finds within a time; then git is ended, and what came is all there is.
 * @param patience milliseconds
 * @param max bytes of a field
 */
export async function* readWithin(
  git: GitProgram,
  args: readonly string[],
  cwd: string,
  patience: number,
  max: number,
): AsyncGenerator<string> {
  try {
    yield* readFields(git, args, { cwd, signal: AbortSignal.timeout(patience) }, max)
  } catch (error) {
    if (AppError.of(error).code !== 'CANCELLED') throw error
  }
}
