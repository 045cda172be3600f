import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import { isValidRefName } from '../../ref-format.ts'
import type { Repository } from '../../types.ts'
import { isAncestor } from '../is-ancestor.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { moveFiles, moveWorkingTree } from './move-working-tree.ts'
import { quietConfig } from './quiet-config.ts'
import { whyNot } from './why-not.ts'
import { workingTree } from './working-tree.ts'

/** See History.checkOut. Without git's checkout, which reads a peer's name as an option or a revision. */
export async function checkOut(
  git: GitProgram,
  repository: Repository,
  { name, sha, upstream }: { readonly name: string; readonly sha: Hex; readonly upstream: string },
): Promise<void> {
  const { gitDir, cwd } = inside(repository)
  const run = (args: readonly string[]) => git.run([gitDir, ...args], { cwd })
  const refuse = (way: string) =>
    new AppError('DIRTY_TREE', `${name} was not checked out: ${way}`, 'then try again')
  // The names that git branch refuses as well.
  if (!isValidRefName(`refs/heads/${name}`) || /^(-.*|HEAD|@)$/.test(name)) {
    throw new AppError('BAD_INPUT', `${name} can't be a branch's name`, 'check it out by hand')
  }
  const state = await workingTree(git, repository)
  const { head } = state
  const way = await whyNot(git, repository, state, name)
  if (way !== null || head === null) throw refuse(way ?? '')
  if (state.branch === null && (await run(['for-each-ref', '--count=1', `--contains=${head}`])) === '') {
    throw refuse('HEAD is detached, and no branch has its commit; make one of it first')
  }
  const existing = state.branches.find((branch) => branch.name === name)
  if (existing && !(await isAncestor(git, repository.gitDir, existing.sha, sha))) {
    throw new AppError(
      'BRANCH_EXISTS',
      `you have a branch ${name} with commits of your own`,
      `look at ${upstream} with git log ${upstream}, or rename your branch`,
    )
  }
  const reason = `checkout: moving from ${state.branch ?? head} to ${name}`
  const move = { branch: name, from: head, before: existing?.sha ?? null, after: sha, reason }
  const obstacle = await moveWorkingTree(git, repository, move)
  if (obstacle !== null) throw refuse(obstacle)
  if (state.branch !== name) {
    try {
      await run(['symbolic-ref', '-m', reason, 'HEAD', `refs/heads/${name}`])
    } catch (error) {
      const { config } = await quietConfig(git, repository)
      await moveFiles(git, repository, { before: sha, after: head }, config)
      throw refuse(AppError.of(error).message)
    }
  }
  // What the user told git to pull from stays.
  if ((await run(['config', '--get', `branch.${name}.remote`]).catch(() => null)) !== null) return
  const slash = upstream.indexOf('/')
  await run(['config', `branch.${name}.remote`, upstream.slice(0, slash)])
  await run(['config', `branch.${name}.merge`, `refs/heads/${upstream.slice(slash + 1)}`])
}
