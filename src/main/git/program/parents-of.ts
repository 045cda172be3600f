import type { Hex } from '../../../shared/model.ts'
import type { GitProgram } from './run.ts'

/** The parents that a commit names, whether they are there or not. Throws GIT_FAILED when it isn't a commit. */
export async function parentsOf(
  git: GitProgram,
  gitDir: string,
  commit: Hex,
  signal?: AbortSignal,
): Promise<readonly Hex[]> {
  const text = await git.run([`--git-dir=${gitDir}`, 'cat-file', 'commit', commit], { cwd: gitDir, signal })
  const header = text.split('\n\n')[0] ?? ''
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? '')
}
