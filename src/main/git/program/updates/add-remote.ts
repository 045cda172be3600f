import { join } from 'node:path'
import type { GitProgram } from '../run.ts'

/** The remote as plain git sees it. Nothing is written where it is so already. */
export async function addRemote(git: GitProgram, common: string, remote: string, url: string): Promise<void> {
  const config = `--file=${join(common, 'config')}`
  const key = (name: string) => `remote.${remote}.${name}`
  const there = await git
    .run(['config', config, '--get', key('url')], { cwd: common })
    .then((text) => text.replace(/\n$/, ''))
    .catch(() => null)
  if (there === url) return
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
}
