import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syncPath } from '../../sync-path.ts'
import type { GitProgram } from '../run.ts'

/** The remote as plain git sees it. Nothing is written where it is so already. */
export async function addRemote(git: GitProgram, common: string, remote: string, url: string): Promise<void> {
  const config = `--file=${join(common, 'config')}`
  const key = (name: string) => `remote.${remote}.${name}`
  // As git itself writes it below: then no process has to be asked.
  const text = await readFile(join(common, 'config'), 'utf8').catch(() => '')
  if (text.includes(`[remote "${remote}"]\n\turl = ${url}\n`)) return
  const settings = [
    ['url', url],
    ['fetch', `+refs/heads/*:refs/remotes/${remote}/*`],
    // The node brings what is new by itself.
    ['skipFetchAll', 'true'],
    // Tags of others would fill the user's own.
    ['tagOpt', '--no-tags'],
  ] as const
  for (const [name, value] of settings) {
    await git.run(['config', config, '--replace-all', key(name), value], { cwd: common })
  }
  await syncPath(join(common, 'config')) // which git leaves to the system
}
