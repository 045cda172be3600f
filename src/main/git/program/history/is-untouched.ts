import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { quietConfig } from './quiet-config.ts'
import { workingTree } from './working-tree.ts'

/** See History.isUntouched. */
export async function isUntouched(git: GitProgram, repository: Repository): Promise<boolean> {
  const { gitDir, cwd } = inside(repository)
  if ((await workingTree(git, repository)).underWay !== null) return false
  const { config } = await quietConfig(git, repository)
  const at = [gitDir, `--work-tree=${repository.path}`]
  const status = ['status', '--porcelain', '--untracked-files=all', '--ignored', '--ignore-submodules=none']
  for await (const _file of git.lines([...at, ...status], { cwd, config })) return false
  // Commits that came from nobody: on a branch, a tag, in the stash, where HEAD is; amended and forgotten ones are in its log.
  const own = [
    'rev-list',
    '--max-count=1',
    '--all',
    'HEAD',
    '--reflog',
    '--not',
    '--remotes',
    '--glob=refs/gittorrent',
  ]
  for await (const _commit of git.lines([gitDir, ...own], { cwd, config })) return false
  return true
}
