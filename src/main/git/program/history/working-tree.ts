import { join } from 'node:path'
import type { WorkingTree } from '../../../../shared/model.ts'
import { exists } from '../../exists.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { quietConfig } from './quiet-config.ts'

/** Files of a git directory that tell what git is in the middle of. */
const UNDER_WAY = [
  ['rebase-merge', 'a rebase'],
  ['rebase-apply', 'a rebase'],
  ['MERGE_HEAD', 'a merge'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick'],
  ['REVERT_HEAD', 'a revert'],
  ['sequencer', 'picking or reverting several commits'],
  ['BISECT_LOG', 'a bisect'],
] as const
/** Local branches that are told. */
const MAX_BRANCHES = 1_000

/** See History.workingTree. */
export async function workingTree(git: GitProgram, repository: Repository): Promise<WorkingTree> {
  const { gitDir, cwd } = inside(repository)
  const run = (args: readonly string[]) => git.run([gitDir, ...args], { cwd })
  const head = await run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']).catch(() => '')
  const format = '--format=%(objectname) %(refname)'
  const listed = await run(['for-each-ref', format, `--count=${MAX_BRANCHES}`, 'refs/heads'])
  return {
    branch: await branch(git, repository),
    head: head === '' ? null : head.trim(),
    dirty: repository.bare ? false : await isDirty(git, repository),
    underWay: await underWay(repository.gitDir),
    branches: listed
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ sha: line.split(' ')[0] ?? '', name: line.slice(line.indexOf(' ') + 12) })),
  }
}

/** See History.branch. */
export async function branch(git: GitProgram, repository: Repository): Promise<string | null> {
  const { gitDir, cwd } = inside(repository)
  const name = await git.run([gitDir, 'symbolic-ref', '--quiet', 'HEAD'], { cwd }).catch(() => '')
  // A HEAD that names another kind of ref has no branch to move either.
  return name.startsWith('refs/heads/') ? name.trim().replace('refs/heads/', '') : null
}

async function isDirty(git: GitProgram, repository: Repository): Promise<boolean> {
  const { gitDir, cwd } = inside(repository)
  const { config } = await quietConfig(git, repository)
  const at = [gitDir, `--work-tree=${repository.path}`]
  const args = [...at, 'status', '--porcelain', '-z', '--untracked-files=no', '--ignore-submodules=all']
  for await (const entry of git.lines(args, { cwd, config }, '\0')) if (entry !== '') return true
  return false
}

async function underWay(gitDir: string): Promise<string | null> {
  for (const [name, what] of UNDER_WAY) {
    if (await exists(join(gitDir, name))) return what
  }
  return null
}
