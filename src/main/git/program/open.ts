import { AppError } from '../../../shared/errors.ts'
import { noCommits, notARepository, partialClone, shallow } from '../failures.ts'
import { existingFolder } from '../repository-folder.ts'
import type { Repository } from '../types.ts'
import type { GitProgram } from './run.ts'

/** Git repeats what it doesn't know. Paths may hold line ends, and no absolute one begins so. */
const BETWEEN = '--gittorrent-between'

/**
 * Finds the repository that a folder is in: a working tree, a linked worktree or a bare one, of any owner.
 * @param toRead a shallow one will do
 * Throws NOT_A_REPOSITORY, NO_COMMITS, SHALLOW_REPOSITORY (partial clones too), UNSUPPORTED_FORMAT, PERMISSION.
 */
export async function open(git: GitProgram, path: string, toRead = false): Promise<Repository> {
  const folder = await existingFolder(path)
  const { bare, shallowText, format, gitDir, root } = await look(git, folder)
  if (shallowText === 'true' && !toRead) throw shallow(root)
  if (format !== 'sha1' && format !== 'sha256') {
    throw new AppError(
      'UNSUPPORTED_FORMAT',
      `${root} uses the object format ${format}`,
      'publish another project',
    )
  }
  const repository = { path: root, gitDir, objectFormat: format, bare } as const
  if (await isPartialClone(git, repository)) throw partialClone(root)
  if (!(await hasCommits(git, repository))) throw noCommits(root)
  return repository
}

/** What git knows of the repository around a folder; without a working tree there, `root` is the git directory. */
async function look(git: GitProgram, folder: string) {
  const facts = [
    '--is-bare-repository',
    '--is-inside-work-tree',
    '--is-shallow-repository',
    '--show-object-format',
  ]
  const gitDirLast = [...facts, '--absolute-git-dir']
  const output = await revParse(git, folder, [...gitDirLast, BETWEEN, '--show-toplevel']).catch(
    (thrown: unknown) => {
      const error = AppError.of(thrown)
      if (!/must be run in a work tree/.test(String(error.data['stderr'] ?? ''))) throw error
      return revParse(git, folder, gitDirLast)
    },
  )
  const [answers = '', root] = output.split(`\n${BETWEEN}\n`)
  const lines = answers.split('\n')
  const [bareText, insideWorkTree, shallowText, format] = lines
  const gitDir = lines.slice(facts.length).join('\n')
  const bare = bareText === 'true'
  if (!bare && insideWorkTree !== 'true') {
    throw notARepository(`${folder} lies inside a git directory, not in a project's folder`)
  }
  return { bare, shallowText, format, gitDir, root: bare ? gitDir : (root ?? gitDir) }
}

/** Arguments and options for a command that reads an opened repository. */
export const inside = (repository: Repository) => ({
  gitDir: `--git-dir=${repository.gitDir}`,
  cwd: repository.path,
})

async function revParse(git: GitProgram, cwd: string, options: readonly string[]): Promise<string> {
  try {
    // The user's configuration, for git before 2.38 takes safe.directory from there alone.
    const output = await git.run(['rev-parse', ...options], { cwd, userConfig: true })
    return output.replace(/\n$/, '')
  } catch (error) {
    throw explain(AppError.of(error), cwd)
  }
}

function explain(error: AppError, folder: string): AppError {
  const said = String(error.data['stderr'] ?? '')
  if (/dubious ownership|unsafe repository/.test(said)) {
    return new AppError(
      'PERMISSION',
      `${folder} belongs to another user, and git refuses to read it`,
      `if you trust it, run: git config --global --add safe.directory ${JSON.stringify(folder)}`,
    )
  }
  if (
    /unknown repository extension|Expected git repo version|unknown (object|ref) ?(format|storage)/i.test(
      said,
    )
  ) {
    return new AppError(
      'UNSUPPORTED_FORMAT',
      `${folder} uses a repository format that the installed git does not know`,
      'install a newer git, then try again',
    )
  }
  if (/not a git repository|invalid gitfile format/i.test(said))
    return notARepository(`${folder} is not a git repository`)
  return error
}

async function isPartialClone(git: GitProgram, repository: Repository): Promise<boolean> {
  const { gitDir, cwd } = inside(repository)
  const keys = '^(extensions\\.partialclone|remote\\..*\\.promisor)$'
  const found = await git.run([gitDir, 'config', '--local', '--get-regexp', keys], { cwd }).catch(absent)
  return found.split('\n').some((line) => /partialclone | true$/.test(line) || /\.promisor$/.test(line))
}

async function hasCommits(git: GitProgram, repository: Repository): Promise<boolean> {
  const { gitDir, cwd } = inside(repository)
  const head = await git
    .run([gitDir, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { cwd })
    .catch(absent)
  if (head !== '') return true
  const branches = await git.run([gitDir, 'for-each-ref', '--count=1', 'refs/heads'], { cwd })
  return branches !== ''
}

// Git answers "there is none" with exit code 1.
function absent(error: unknown): string {
  if (AppError.of(error).data['exitCode'] === 1) return ''
  throw error
}
