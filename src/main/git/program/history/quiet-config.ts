/**
 * The user's configuration as far as it decides how files look and who commits; and nothing of it that runs a program:
 * filters and merge drivers are named by attributes, which come from peers.
 */
import { AppError } from '../../../../shared/errors.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'

export interface QuietConfig {
  readonly config: readonly (readonly [string, string])[]
  /** Null where the user has told git neither. */
  readonly identity: { readonly name: string; readonly email: string } | null
  /** Whether the file system takes names that differ in letters' case for the same. */
  readonly ignoreCase: boolean
}

const LOOKS =
  'autocrlf|eol|safecrlf|filemode|symlinks|longpaths|precomposeunicode|ignorecase|checkstat|trustctime'
const KEYS = `^(user\\.(name|email)|core\\.(${LOOKS})|filter\\..*|merge\\..*\\.driver)$`

/** Throws GIT_FAILED where the configuration can't be read, or names what can't be turned off: it would run. */
export async function quietConfig(git: GitProgram, repository: Repository): Promise<QuietConfig> {
  const { gitDir, cwd } = inside(repository)
  const text = await git
    .run([gitDir, 'config', '-z', '--get-regexp', KEYS], { cwd, userConfig: true })
    .catch((error: unknown) => {
      // Git's way to say that there is none.
      if (AppError.of(error).data['exitCode'] === 1) return ''
      throw error
    })
  const values = new Map<string, string>()
  for (const entry of text.split('\0')) {
    const [key = '', ...value] = entry.split('\n')
    // A key alone means true.
    if (key !== '') values.set(key, value.length === 0 ? 'true' : value.join('\n'))
  }
  for (const key of values.keys()) if (key.includes('=')) throw cannotTurnOff(key)
  const config = [...values].flatMap(([key, value]): [string, string][] => {
    if (key.startsWith('core.')) return [[key, value]]
    if (/^filter\..*\.required$/.test(key)) return [[key, 'false']]
    if (key.startsWith('filter.')) return [[key, '']]
    return key.endsWith('.driver') ? [[key, 'false']] : []
  })
  const [name, email] = [values.get('user.name'), values.get('user.email')]
  return {
    config,
    identity: name && email ? { name, email } : null,
    ignoreCase: /^(true|yes|on|1)$/i.test(values.get('core.ignorecase') ?? ''),
  }
}

/** Git takes a name on its command line to end at the first equals sign. */
const cannotTurnOff = (key: string) =>
  new AppError(
    'GIT_FAILED',
    `git's configuration has ${key}, whose name makes it impossible to turn off`,
    'rename it without an equals sign, in git config --global --edit or in .git/config',
  )
