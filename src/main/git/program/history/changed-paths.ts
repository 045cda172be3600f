import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'

/** A submodule's mode in a tree: a commit of another repository, whose files git doesn't know. */
export const GITLINK = '160000'

export interface ChangedPath {
  readonly path: string
  /** Modes as in a tree; "000000" where there is nothing. */
  readonly from: string
  readonly to: string
  /** What it is afterwards; zeros for nothing. */
  readonly blob: Hex
}

/** Paths that differ between two commits, renames as two. */
export async function* changedPaths(
  git: GitProgram,
  repository: Repository,
  before: Hex,
  after: Hex,
): AsyncGenerator<ChangedPath> {
  const { gitDir, cwd } = inside(repository)
  const args = [gitDir, 'diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', before, after]
  let facts: readonly string[] | null = null
  for await (const field of git.lines(args, { cwd }, '\0')) {
    if (facts === null) {
      if (field !== '') facts = field.slice(1).split(' ')
      continue
    }
    const [from = '', to = '', , blob = ''] = facts
    yield { path: field, from, to, blob }
    facts = null
  }
}
