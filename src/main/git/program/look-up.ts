import type { GitProgram, RunOptions } from './run.ts'

/**
 * For each name its object's ID and type, in one process; where there is none, the name and "missing".
 * @param place of the repository: the argument --git-dir, and a folder to run in
 * @param names IDs, also with ^{} and the like
 */
export async function lookUp(
  git: GitProgram,
  place: { readonly gitDir: string; readonly cwd: string },
  names: readonly string[],
  signal?: RunOptions['signal'],
): Promise<readonly (readonly string[])[]> {
  if (names.length === 0) return []
  const args = [place.gitDir, 'cat-file', '--batch-check=%(objectname) %(objecttype)']
  const input = names.map((name) => `${name}\n`).join('')
  const output = await git.run(args, { cwd: place.cwd, signal, input })
  return output
    .split('\n')
    .slice(0, names.length)
    .map((line) => line.split(' '))
}
