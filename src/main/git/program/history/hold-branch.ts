import { AppError } from '../../../../shared/errors.ts'
import type { Hex } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'

export interface BranchMove {
  readonly branch: string
  /** Where it is; null: it must not be there. */
  readonly before: Hex | null
  readonly after: Hex
  /** For the reflog. */
  readonly reason: string
}

/**
 * Moves a branch when `work` has returned null, and holds git's lock on it meanwhile, so that no commit comes in between.
 * The lock goes when this process dies. Throws GIT_FAILED where the branch isn't at `before`, or another has the lock.
 * @returns what `work` returns
 */
export async function holdBranch(
  git: GitProgram,
  repository: Repository,
  { branch, before, after, reason }: BranchMove,
  work: () => Promise<string | null>,
): Promise<string | null> {
  const { gitDir, cwd } = inside(repository)
  let decide: (verb: 'commit' | 'abort') => void = () => undefined
  const decision = new Promise<string>((resolve) => (decide = resolve))
  async function* input() {
    const old = before ?? '0'.repeat(after.length)
    yield `start\0update refs/heads/${branch}\0${after}\0${old}\0prepare\0`
    yield `${await decision}\0`
  }
  const args = [gitDir, 'update-ref', '-m', reason, '-z', '--stdin']
  let obstacle: string | null = null
  try {
    for await (const line of git.lines(args, { cwd, input: input() })) {
      if (line !== 'prepare: ok') continue
      obstacle = await work()
      decide(obstacle === null ? 'commit' : 'abort')
    }
  } catch (error) {
    if (!/unknown command: start/.test(String(AppError.of(error).data['stderr'] ?? ''))) throw error
    // Git before 2.27 holds no lock meanwhile; it still refuses where the branch has moved.
    obstacle = await work()
    if (obstacle !== null) return obstacle
    const old = before ?? '0'.repeat(after.length)
    await git.run([gitDir, 'update-ref', '-m', reason, `refs/heads/${branch}`, after, old], { cwd })
  } finally {
    decide('abort')
  }
  return obstacle
}
