import type { CommitPage, CommitRow } from '../../../../shared/model.ts'
import { latestCommit } from '../../latest-commit.ts'
import type { PageRequest } from '../../history-types.ts'
import { isValidRefName } from '../../ref-format.ts'
import type { Repository } from '../../types.ts'
import { lookUp } from '../look-up.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { childrenFirst } from './children-first.ts'
import { readFields } from './read-fields.ts'

/** Fields of a commit. */
export const ROW_FIELDS = ['%H', '%P', '%ct', '%an', '%s'] as const
/** Bytes that are read of one: an octopus of hundreds of parents fits; the texts are cut further, to what is shown. */
export const MAX_FIELD = 64 * 1024
/** What decides how `git log` writes them, whatever the repository's configuration says. */
export const LOG = [
  'log',
  '-z',
  '--no-patch',
  '--no-show-signature',
  '--no-mailmap',
  '--encoding=UTF-8',
] as const

/**
 * See History.page. By commit date, as git walks them: to have children before parents in every case, git would walk the
 * whole history for the first page. What skewed clocks do to the order is put right within the page.
 */
export async function page(
  git: GitProgram,
  repository: Repository,
  { from, skip, limit }: PageRequest,
  signal?: AbortSignal,
): Promise<CommitPage> {
  const tips = await resolveTips(git, repository, from)
  if (tips.length === 0) return { commits: [], more: false }
  const { gitDir, cwd } = inside(repository)
  const format = `--format=${ROW_FIELDS.join('%x00')}`
  const args = [gitDir, ...LOG, format, `--skip=${skip}`, `--max-count=${limit + 1}`, '--stdin']
  const input = tips.map((oid) => `${oid}\n`).join('')
  const rows: CommitRow[] = []
  let row: string[] = []
  for await (const field of readFields(git, args, { cwd, input, signal }, MAX_FIELD)) {
    row.push(field)
    if (row.length < ROW_FIELDS.length) continue
    rows.push(rowOf(row))
    row = []
  }
  return { commits: childrenFirst(rows.slice(0, limit)), more: rows.length > limit }
}

/** @param fields as ROW_FIELDS */
export function rowOf([
  sha = '',
  parents = '',
  time,
  author = '',
  subject = '',
]: readonly string[]): CommitRow {
  return {
    sha,
    parents: parents.split(' ').filter((oid) => oid !== ''),
    ...latestCommit(subject, author, Number(time)),
  }
}

/** Commits that the names mean; those that mean nothing are left out. */
export async function resolveTips(
  git: GitProgram,
  repository: Repository,
  names: readonly string[],
): Promise<readonly string[]> {
  // Nothing else: git also takes expressions that search all history.
  const isPlain = (name: string) => name === 'HEAD' || /^[0-9a-f]{40,64}$/.test(name) || isValidRefName(name)
  const asked = names.filter(isPlain).map((name) => `${name}^{commit}`)
  const found = await lookUp(git, inside(repository), asked)
  return [...new Set(found.flatMap(([oid = '', type]) => (type === 'commit' ? [oid] : [])))]
}
