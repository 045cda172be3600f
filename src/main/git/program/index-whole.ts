import type { Hex } from '../../../shared/model.ts'
import type { Ref } from '../../gtp/types.ts'
import type { CloneSource } from '../types.ts'
import { checkParents, checkRefs } from './check-refs.ts'
import { indexPacks } from './index-packs.ts'
import type { GitProgram } from './run.ts'

/**
 * Installs packs in a repository that has no other objects, and proves that they hold all that the refs reach.
 * @param onIndexed fraction of the packs that are indexed; `onChecking`: that is done, and the proof begins
 * @returns the refs as they were found to be. Throws as indexPacks
 */
export async function indexWhole(
  git: GitProgram,
  gitDir: string,
  source: CloneSource & { readonly tip: Hex },
  progress: { onIndexed(fraction: number): void; onChecking(): void },
  signal: AbortSignal | undefined,
): Promise<readonly Ref[]> {
  await indexPacks(git, gitDir, source, source.tip, progress.onIndexed, signal)
  progress.onChecking()
  await checkParents(git, gitDir, source.tip, signal)
  return checkRefs(git, gitDir, source.refs, signal)
}
