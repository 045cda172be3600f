import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import { isValidRefName } from '../../ref-format.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { whyNot } from './merge.ts'
import { quietConfig } from './quiet-config.ts'
import { workingTree } from './working-tree.ts'

/** See History.checkOut. */
export async function checkOut(
  git: GitProgram,
  repository: Repository,
  { name, sha, upstream }: { readonly name: string; readonly sha: Hex; readonly upstream: string },
): Promise<void> {
  const { gitDir, cwd } = inside(repository)
  const state = await workingTree(git, repository)
  const way = await whyNot(repository, { ...state, branch: state.branch ?? name })
  if (way !== null) throw new AppError('DIRTY_TREE', `${name} was not checked out: ${way}`, 'then try again')
  if (!isValidRefName(`refs/heads/${name}`)) {
    throw new AppError('BAD_INPUT', `${name} can't be a branch's name`, 'check it out by hand')
  }
  const run = (args: readonly string[], config: readonly (readonly [string, string])[] = []) =>
    git.run([gitDir, `--work-tree=${repository.path}`, ...args], { cwd, config })
  const existing = state.branches.find((branch) => branch.name === name)
  const isBehind = async (local: Hex) =>
    run(['merge-base', '--is-ancestor', local, sha]).then(
      () => true,
      () => false,
    )
  if (existing && existing.sha !== sha && !(await isBehind(existing.sha))) {
    throw new AppError(
      'BRANCH_EXISTS',
      `you have a branch ${name} with commits of your own`,
      `look at ${upstream} with git log ${upstream}, or rename your branch`,
    )
  }
  const { config } = await quietConfig(git, repository)
  const isCurrent = state.branch === name
  if (!existing) await run(['update-ref', `refs/heads/${name}`, sha, ''])
  else if (existing.sha !== sha && !isCurrent)
    await run(['update-ref', `refs/heads/${name}`, sha, existing.sha])
  try {
    if (isCurrent) await run(['merge', '-q', '--ff-only', '--no-overwrite-ignore', sha], config)
    else await run(['checkout', '-q', '--no-overwrite-ignore', name, '--'], config)
  } catch (error) {
    if (!existing) await run(['update-ref', '-d', `refs/heads/${name}`, sha])
    const said = AppError.of(error).message
    throw new AppError(
      'DIRTY_TREE',
      `${name} was not checked out: ${said}`,
      'move those files away, then try again',
    )
  }
  const slash = upstream.indexOf('/')
  await run(['config', `branch.${name}.remote`, upstream.slice(0, slash)])
  await run(['config', `branch.${name}.merge`, `refs/heads/${upstream.slice(slash + 1)}`])
}
