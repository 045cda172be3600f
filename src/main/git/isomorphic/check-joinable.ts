import { AppError } from '../../../shared/errors.ts'
import type { Git } from '../types.ts'
import { MAX_REPOSITORY_BYTES, needsGit } from './size-limit.ts'

/** See Git.checkJoinable. */
export const checkJoinable: Git['checkJoinable'] = ({ name, bytes, objectFormat }) => {
  if (objectFormat !== 'sha1') {
    throw new AppError(
      'UNSUPPORTED_FORMAT',
      `${name} uses the object format ${objectFormat}, which only git itself can read`,
      'install git, then start again',
    )
  }
  if (bytes > MAX_REPOSITORY_BYTES) throw needsGit(name)
}
