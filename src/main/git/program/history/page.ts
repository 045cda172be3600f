import type { CommitPage, CommitRow } from '../../../../shared/model.ts'
import { MAX_AUTHOR, MAX_SUBJECT } from '../../../gtp/limits.ts'
import { cleanText } from '../../../gtp/text.ts'
import type { PageRequest } from '../../history-types.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'

/** Fields of a commit, each ended by NUL but the last. */
export const ROW_FORMAT = '%H%x00%P%x00%ct%x00%an%x00%s'

/**
 * See History.page. By commit date, as git walks them: asking for children before parents in every case would make git walk
 * the whole history for the first page. Skewed clocks are put right within the page.
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
  const args = ['log', '-z', `--format=${ROW_FORMAT}`, `--skip=${skip}`, `--max-count=${limit + 1}`]
  const input = tips.map((oid) => `${oid}\n`).join('')
  const text = await git.run([gitDir, ...args, '--stdin'], { cwd, input, signal })
  const rows = parseRows(text)
  return { commits: childrenFirst(rows.slice(0, limit)), more: rows.length > limit }
}

/** Five fields a commit. @param text fields and commits ended by NUL */
export function parseRows(text: string): CommitRow[] {
  const fields = text.split('\0')
  const rows: CommitRow[] = []
  for (let at = 0; at + 4 < fields.length; at += 5) {
    const [sha = '', parents = '', time = '', author = '', subject = ''] = fields.slice(at, at + 5)
    rows.push({
      sha,
      parents: parents.split(' ').filter((oid) => oid !== ''),
      subject: cleanText(subject, MAX_SUBJECT),
      author: cleanText(author, MAX_AUTHOR),
      time: Number(time) * 1000,
    })
  }
  return rows
}

/** Objects that the names mean; those that mean nothing are left out. */
async function resolveTips(
  git: GitProgram,
  repository: Repository,
  names: readonly string[],
): Promise<readonly string[]> {
  const { gitDir, cwd } = inside(repository)
  const input = names
    .filter((name) => !/[\s\0]/.test(name) && !name.startsWith('-'))
    .map((name) => `${name}^{commit}\n`)
    .join('')
  if (input === '') return []
  const args = [gitDir, 'cat-file', '--batch-check=%(objectname) %(objecttype)']
  const output = await git.run(args, { cwd, input })
  const found = output.split('\n').flatMap((line) => /^([0-9a-f]{40,64}) commit$/.exec(line)?.[1] ?? [])
  return [...new Set(found)]
}

/** Moves a parent that comes before one of its children behind the last of them. Others keep their order. */
function childrenFirst(rows: readonly CommitRow[]): readonly CommitRow[] {
  const waiting = new Map<string, number>()
  for (const { parents } of rows) {
    for (const parent of parents) waiting.set(parent, (waiting.get(parent) ?? 0) + 1)
  }
  const ordered: CommitRow[] = []
  const held = new Map<string, CommitRow>()
  const place = (row: CommitRow): void => {
    const ready = [row]
    for (let next = ready.pop(); next; next = ready.pop()) {
      ordered.push(next)
      for (const parent of next.parents) {
        const left = (waiting.get(parent) ?? 0) - 1
        waiting.set(parent, left)
        const freed = left === 0 ? held.get(parent) : undefined
        if (freed) {
          held.delete(parent)
          ready.push(freed)
        }
      }
    }
  }
  for (const row of rows) {
    if ((waiting.get(row.sha) ?? 0) > 0) held.set(row.sha, row)
    else place(row)
  }
  return [...ordered, ...held.values()]
}
