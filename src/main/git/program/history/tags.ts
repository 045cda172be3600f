import type { TagRow } from '../../../../shared/model.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { readFields } from './read-fields.ts'

/** Tags that are told, the newest ones. */
const MAX_TAGS = 300
/** Bytes that are read of a name; refs are shorter. */
const MAX_FIELD = 4096
/** Type and ID of the tag itself, and of what an annotated one names; when it was made, and its short name. */
const FIELDS = [
  'objecttype',
  'objectname',
  '*objecttype',
  '*objectname',
  'creatordate:unix',
  'refname:strip=2',
]

/** See History.tags. */
export async function tags(git: GitProgram, repository: Repository): Promise<readonly TagRow[]> {
  const { gitDir, cwd } = inside(repository)
  const format = FIELDS.map((field) => `%(${field})`).join('%00')
  const args = [gitDir, 'for-each-ref', '--sort=-creatordate', `--count=${MAX_TAGS}`, `--format=${format}%00`]
  const rows: TagRow[] = []
  let row: string[] = []
  for await (const field of readFields(git, [...args, 'refs/tags'], { cwd }, MAX_FIELD)) {
    // Each line ends after the last NUL.
    row.push(row.length === 0 ? field.replace(/^\n/, '') : field)
    if (row.length < FIELDS.length) continue
    const [type, oid = '', innerType, inner = '', time, name = ''] = row
    row = []
    const sha = type === 'commit' ? oid : innerType === 'commit' ? inner : null
    if (sha !== null) rows.push({ name, sha, time: Number(time) * 1000 })
  }
  return rows
}
