import { AppError } from '../../../../shared/errors.ts'
import type { CommitDetail, CommitRow, Hex } from '../../../../shared/model.ts'
import { cleanText } from '../../../gtp/text.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { LOG, MAX_FIELD, ROW_FIELDS, rowOf } from './page.ts'
import { readChanges } from './read-changes.ts'
import { readFields } from './read-fields.ts'

/** Characters of a message's body, and of an e-mail address. */
const MAX_BODY = 10_000
const MAX_EMAIL = 200
/** Files of that many on each side are compared, for renames. */
const MAX_RENAMES = 400
/** Larger files are shown as binary ones: git would hold them in memory, twice. */
const MAX_TEXT = '16m'

/** See History.commit. */
export async function commit(git: GitProgram, repository: Repository, sha: Hex): Promise<CommitDetail> {
  const { gitDir, cwd } = inside(repository)
  const missing = () =>
    new AppError(
      'NO_SUCH_COMMIT',
      `there is no commit ${sha} here`,
      'fetch it first, or look for another one',
    )
  if (!/^[0-9a-f]{40,64}$/.test(sha)) throw missing()
  const format = `--format=${[...ROW_FIELDS, '%ae', '%b'].join('%x00')}`
  const fields: string[] = []
  try {
    const args = [gitDir, ...LOG, '--max-count=1', format, `${sha}^{commit}`, '--']
    for await (const field of readFields(git, args, { cwd }, MAX_FIELD)) fields.push(field)
  } catch (error) {
    throw AppError.of(error).code === 'GIT_FAILED' ? missing() : error
  }
  const [email = '', body = ''] = fields.slice(ROW_FIELDS.length)
  const row = rowOf(fields)
  const output = git.output(diffArguments(gitDir, row), { cwd, config: CONFIG })
  const { files, leftOut } = await readChanges(output)
  return {
    ...row,
    email: cleanText(email, MAX_EMAIL),
    body: cleanBody(body),
    files,
    filesLeftOut: leftOut,
  }
}

const CONFIG = [['core.bigFileThreshold', MAX_TEXT]] as const

/** Against the first parent, or nothing; what attributes and configuration name to convert or show files isn't run. */
const diffArguments = (gitDir: string, { sha, parents }: CommitRow): string[] => [
  gitDir,
  'diff-tree',
  ...['-r', '--root', '--no-commit-id', '-z', '--raw', '--patch', '--unified=3', '--no-color'],
  ...['--no-ext-diff', '--no-textconv', '--ignore-submodules=none', '--submodule=short'],
  ...['--find-renames', `-l${MAX_RENAMES}`],
  // Asked for the commit alone, it would compare a merge with each parent, or show what none of them has.
  ...(parents[0] ? [parents[0], sha] : [sha]),
  '--',
]

/** Lines and their indents stay. */
const cleanBody = (text: string): string =>
  [...text]
    .slice(0, MAX_BODY)
    .join('')
    .split('\n')
    .map((line) => {
      const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
      const words = cleanText(line, MAX_BODY)
      return words === '' ? '' : indent + words
    })
    .join('\n')
    .trimEnd()
