import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commonDir } from '../../object-store.ts'
import type { Repository } from '../../types.ts'
import type { GitProgram } from '../run.ts'
import { keepRef } from './keep-ref.ts'
import { readRefs, type RemoteRefs } from './remote-refs.ts'

/** See Updates.removeRemote. */
export async function removeRemote(
  git: GitProgram,
  memory: RemoteRefs,
  repository: Repository,
  remote: string,
  bare: string,
  now: number,
): Promise<void> {
  const common = await commonDir(repository.gitDir)
  memory.forget(common, remote)
  const refs = await readRefs(git, common, remote)
  const branches = [...refs].filter(([name]) => name.startsWith('refs/remotes/'))
  const commands = [
    ...branches.map(([name, oid]) => keepRef(remote, name, oid, now)),
    ...[...refs].map(([name, oid]) => `delete ${name} ${oid}`),
  ]
  const at = [`--git-dir=${common}`]
  await git
    .run([...at, 'symbolic-ref', '--delete', `refs/remotes/${remote}/HEAD`], { cwd: common })
    .catch(() => '')
  const input = ['start', ...commands, 'commit', ''].join('\n')
  if (commands.length > 0)
    await git.run([...at, 'update-ref', '--no-deref', '--stdin'], { cwd: common, input })
  const section = ['config', `--file=${join(common, 'config')}`, '--remove-section', `remote.${remote}`]
  await git.run(section, { cwd: common }).catch(() => '')
  await rm(bare, { recursive: true, force: true, maxRetries: 5 })
}
