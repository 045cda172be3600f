import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'

/** Those of the objects that a repository has, in their order. */
export async function present(
  git: GitProgram,
  repository: Repository,
  oids: readonly Hex[],
): Promise<ReadonlySet<Hex>> {
  if (oids.length === 0) return new Set()
  const { gitDir, cwd } = inside(repository)
  const input = oids.map((oid) => `${oid}\n`).join('')
  const answer = await git.run([gitDir, 'cat-file', '--batch-check=%(objecttype)'], { cwd, input })
  const types = answer.split('\n')
  return new Set(oids.filter((_, index) => /^(commit|tag)$/.test(types[index] ?? '')))
}
