import { join } from 'node:path'
import type { Hex, WorkingTree } from '../../../../shared/model.ts'
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
  const format = '--format=%(HEAD)%(objectname) %(refname:lstrip=2)'
  const args = [gitDir, 'for-each-ref', format, `--count=${MAX_BRANCHES}`, 'refs/heads']
  const listed = (await git.run(args, { cwd })).split('\n').filter((line) => line !== '')
  const branches = listed.map((line) => ({
    sha: line.slice(1, line.indexOf(' ', 1)),
    name: line.slice(line.indexOf(' ', 1) + 1),
  }))
  const current = branches[listed.findIndex((line) => line.startsWith('*'))]
  return {
    ...(current
      ? { branch: current.name, head: current.sha }
      : { branch: await branch(git, repository), head: await head(git, repository) }),
    dirty: repository.bare ? false : await isDirty(git, repository),
    underWay: await underWay(repository.gitDir),
    branches,
  }
}

/** Of a HEAD that is detached, or whose branch is not among those that are told. */
async function head(git: GitProgram, repository: Repository): Promise<Hex | null> {
  const { gitDir, cwd } = inside(repository)
  const args = [gitDir, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}']
  const found = await git.run(args, { cwd }).catch(() => '')
  return found === '' ? null : found.trim()
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
