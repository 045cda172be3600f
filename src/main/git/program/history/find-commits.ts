import type { CommitRow, Hex } from '../../../../shared/model.ts'
import type { FindRequest } from '../../history-types.ts'
import type { Repository } from '../../types.ts'
import { lookUp } from '../look-up.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { LOG, MAX_FIELD, resolveTips, ROW_FIELDS, rowOf } from './page.ts'
import { readWithin } from './read-within.ts'

/** Milliseconds that git may search a long history for what may be nowhere. */
const PATIENCE = 1_500
/** The beginning of a commit's ID, long enough not to be a word. */
const HASH = /^[0-9a-f]{4,64}$/

/** See History.find. */
export async function findCommits(
  git: GitProgram,
  repository: Repository,
  { from, text, limit }: FindRequest,
): Promise<readonly CommitRow[]> {
  const tips = await resolveTips(git, repository, from)
  const words = text.split(/\s+/).filter(Boolean)
  if (tips.length === 0 || words.length === 0) return []
  const named = HASH.test(text.trim().toLowerCase()) ? await byHash(git, repository, text.trim()) : []
  const search = [
    '--fixed-strings',
    '--regexp-ignore-case',
    '--all-match',
    ...words.map((word) => `--grep=${word}`),
  ]
  const said = await read(git, repository, [...search, `--max-count=${limit}`, ...tips])
  const others = said.filter(({ sha }) => !named.some((commit) => commit.sha === sha))
  return [...named, ...others].slice(0, limit)
}

/** The commit of that ID, if it is one alone. */
async function byHash(git: GitProgram, repository: Repository, hash: Hex): Promise<readonly CommitRow[]> {
  const [found] = await lookUp(git, inside(repository), [`${hash.toLowerCase()}^{commit}`])
  const [oid = '', type] = found ?? []
  return type === 'commit' ? read(git, repository, ['--no-walk', oid]) : []
}

async function read(
  git: GitProgram,
  repository: Repository,
  search: readonly string[],
): Promise<CommitRow[]> {
  const { gitDir, cwd } = inside(repository)
  const args = [gitDir, ...LOG, `--format=${ROW_FIELDS.join('%x00')}`, ...search, '--']
  const rows: CommitRow[] = []
  let row: string[] = []
  for await (const field of readWithin(git, args, cwd, PATIENCE, MAX_FIELD)) {
    row.push(field)
    if (row.length < ROW_FIELDS.length) continue
    rows.push(rowOf(row))
    row = []
  }
  return rows
}
