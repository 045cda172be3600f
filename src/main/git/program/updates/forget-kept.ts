import { commonDir } from '../../object-store.ts'
import type { Repository } from '../../types.ts'
import type { GitProgram } from '../run.ts'

const DAY = 24 * 3600

/** See Updates.forgetKept. */
export async function forgetKept(
  git: GitProgram,
  repository: Repository,
  now: number,
  days: number,
): Promise<void> {
  const common = await commonDir(repository.gitDir)
  const at = [`--git-dir=${common}`]
  const format = '--format=%(objectname) %(refname)'
  const output = await git.run([...at, 'for-each-ref', format, 'refs/gittorrent/kept/'], { cwd: common })
  const old = output.split('\n').flatMap((line) => {
    const seconds = Number(/^\S+ refs\/gittorrent\/kept\/[^/]+\/(\d+)-/.exec(line)?.[1] ?? NaN)
    if (!(now / 1000 - seconds > days * DAY)) return []
    const space = line.indexOf(' ')
    return [`delete ${line.slice(space + 1)} ${line.slice(0, space)}`]
  })
  if (old.length === 0) return
  const input = ['start', ...old, 'commit', ''].join('\n')
  await git.run([...at, 'update-ref', '--no-deref', '--stdin'], { cwd: common, input })
}
