import { AppError } from '../../shared/errors.ts'
import { findGit, versionOf, type Surroundings } from './find-git.ts'
import { isomorphicGit } from './isomorphic/index.ts'
import { programGit } from './program/index.ts'
import type { Git } from './types.ts'

/** The first with rev-parse --show-object-format, and all else that is used here. */
const OLDEST: readonly [number, number] = [2, 25]

export interface DetectOptions {
  /** One back end, whatever is installed. */
  readonly force?: 'git' | 'isomorphic-git'
  /** Where to look; this process's by default. */
  readonly surroundings?: Surroundings
}

/**
 * The git program where a good one is installed, otherwise the embedded isomorphic-git.
 * Throws GIT_MISSING when the program is forced and there is none, or only older ones.
 */
export async function detectGit(options: DetectOptions = {}): Promise<Git> {
  if (options.force === 'isomorphic-git') return isomorphicGit()
  let old: string | null = null
  for (const binary of await findGit(options.surroundings ?? process)) {
    const version = await versionOf(binary)
    if (version === null) continue
    if (isNewEnough(version)) return programGit(binary, version)
    old ??= version
  }
  if (options.force !== 'git') return isomorphicGit()
  throw new AppError(
    'GIT_MISSING',
    old === null ? 'no working git program was found' : `the installed git ${old} is too old`,
    `install git ${OLDEST.join('.')} or newer, or start without it`,
  )
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
