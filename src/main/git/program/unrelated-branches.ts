import type { Ref } from '../../gtp/types.ts'
import type { GitProgram } from './run.ts'

/**
 * Short names of local branches that begin with a commit without parents which is in none of `refs`.
 * It is for a notice to the user: a branch of his that is broken makes the answer empty.
 */
export async function unrelatedBranches(
  git: GitProgram,
  gitDir: string,
  refs: readonly Ref[],
): Promise<readonly string[]> {
  const run = async (args: readonly string[], input: string) => {
    const output = await git.run([`--git-dir=${gitDir}`, ...args], { cwd: gitDir, input }).catch(() => '')
    return output.split('\n').filter((line) => line !== '')
  }
  const published = refs.map(({ oid }) => `^${oid}\n`).join('')
  const roots = await run(['rev-list', '--max-parents=0', '--branches', '--stdin'], published)
  if (roots.length === 0) return []
  const containing = roots.map((root) => `--contains=${root}`)
  return run(['for-each-ref', '--format=%(refname:lstrip=2)', ...containing, 'refs/heads'], '')
}
