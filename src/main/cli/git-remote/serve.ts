/**
 * Speaks gitremote-helpers(7) with the git that started us: one capability, `connect`, so that clone, fetch, ls-remote, shallow
 * and partial ones are all git's own doing against a repository on this computer.
 */
import { AppError } from '../../../shared/errors.ts'

export interface Wishes {
  /** Whether the user sees a terminal, or asked for progress; null: git didn't say. */
  progress: boolean | null
  /** Git's: 0 is --quiet. */
  verbosity: number
}

export interface Lines {
  /** The next line without its end; null at the end. */
  read(): string | null
  write(text: string): void
}

/**
 * @param bring the path of a repository that has what is asked for; throws what the user is told
 * @returns the repository that git is now to be connected with; null when git has asked all it wanted
 */
export async function serveHelper(
  lines: Lines,
  bring: (wishes: Wishes) => Promise<string>,
): Promise<string | null> {
  const wishes: Wishes = { progress: null, verbosity: 1 }
  for (let line = lines.read(); line !== null && line !== ''; line = lines.read()) {
    const [command = '', ...words] = line.split(' ')
    if (command === 'capabilities') lines.write('connect\noption\n\n')
    else if (command === 'option') lines.write(`${take(wishes, words) ? 'ok' : 'unsupported'}\n`)
    else if (command === 'connect' && words[0] === 'git-upload-pack') {
      const repository = await bring(wishes)
      lines.write('\n')
      return repository
    } else if (command === 'connect') throw readOnly()
    else
      throw new AppError('BAD_INPUT', `git asks for ${command}, which is not understood`, 'update GitTorrent')
  }
  return null
}

function take(wishes: Wishes, [name, value = '']: readonly string[]): boolean {
  if (name === 'progress') wishes.progress = value === 'true'
  else if (name === 'verbosity') wishes.verbosity = Number(value)
  else return false
  return true
}

const readOnly = () =>
  new AppError(
    'BAD_INPUT',
    'nothing can be pushed into a project of somebody else',
    'join it (gittorrent join) and publish your own heads beside it: gittorrent publish-heads',
  )
