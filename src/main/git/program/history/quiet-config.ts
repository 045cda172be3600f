/**
 * The user's configuration as far as it decides how files look and who commits; and nothing of it that runs a program:
 * filters and merge drivers are named by attributes, which come from peers.
 */
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'

export interface QuietConfig {
  readonly config: readonly (readonly [string, string])[]
  /** Null where the user has told git neither. */
  readonly identity: { readonly name: string; readonly email: string } | null
}

const KEYS = '^(user\\.(name|email)|core\\.(autocrlf|eol|safecrlf)|filter\\..*|merge\\..*\\.driver)$'

export async function quietConfig(git: GitProgram, repository: Repository): Promise<QuietConfig> {
  const { gitDir, cwd } = inside(repository)
  const text = await git
    .run([gitDir, 'config', '-z', '--get-regexp', KEYS], { cwd, userConfig: true })
    .catch(() => '')
  const values = new Map<string, string>()
  for (const entry of text.split('\0')) {
    const end = entry.indexOf('\n')
    if (end > 0) values.set(entry.slice(0, end), entry.slice(end + 1))
  }
  const config = [...values].flatMap(([key, value]): [string, string][] => {
    if (key.startsWith('core.')) return [[key, value]]
    if (/^filter\..*\.required$/.test(key)) return [[key, 'false']]
    if (key.startsWith('filter.')) return [[key, '']]
    return key.endsWith('.driver') ? [[key, 'false']] : []
  })
  const [name, email] = [values.get('user.name'), values.get('user.email')]
  return { config, identity: name && email ? { name, email } : null }
}
