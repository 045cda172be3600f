import type { Hex } from '../../../../shared/model.ts'
import { MAX_SUBJECT } from '../../../gtp/limits.ts'
import { cleanText } from '../../../gtp/text.ts'
import type { Repository } from '../../types.ts'
import type { RemoteChange } from '../../update-types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import type { RefMove } from './move-refs.ts'

/** Branches that are looked at one by one; of further ones only that they moved is told. */
const MAX_LOOKED_AT = 50

interface Moved extends Pick<RefMove, 'remote' | 'before' | 'wanted'> {
  /** Names of branches whose commits were dropped. */
  readonly dropped: ReadonlySet<string>
}

/** What became different for people; the refs have moved, since whoever waits for a commit need not wait for its telling. */
export async function describeChanges(
  git: GitProgram,
  repository: Repository,
  { remote, before, wanted, dropped }: Moved,
): Promise<readonly RemoteChange[]> {
  const prefix = `refs/remotes/${remote}/`
  const moved = [...new Set([...before.keys(), ...wanted.keys()])].filter(
    (name) => name.startsWith(prefix) && before.get(name) !== wanted.get(name),
  )
  const looked = moved.filter((name) => wanted.has(name)).slice(0, MAX_LOOKED_AT)
  const subjects = await subjectsOf(git, repository, looked)
  const changes: RemoteChange[] = []
  for (const name of moved) {
    const [from, to] = [before.get(name) ?? null, wanted.get(name) ?? null]
    const kind = to === null ? 'deleted' : from === null ? 'new' : dropped.has(name) ? 'forced' : 'forward'
    const commits =
      to !== null && looked.includes(name) ? await countNew(git, repository, to, prefix, before) : 0
    const subject = cleanText(subjects.get(name) ?? '', MAX_SUBJECT)
    changes.push({ branch: name.slice(prefix.length), kind, from, to, commits, subject })
  }
  return changes
}

/** Commits that no other ref reached before: of this remote, what it had counts instead of what it has. */
async function countNew(
  git: GitProgram,
  repository: Repository,
  to: Hex,
  prefix: string,
  before: ReadonlyMap<string, Hex>,
): Promise<number> {
  const { gitDir, cwd } = inside(repository)
  // As lines of input, for there may be many.
  const input = [to, ...[...before.values()].map((oid) => `^${oid}`)].map((line) => `${line}\n`).join('')
  const others = [`--exclude=${prefix}*`, '--exclude=refs/gittorrent/kept/*', '--all']
  return Number(await git.run([gitDir, 'rev-list', '--count', '--stdin', '--not', ...others], { cwd, input }))
}

async function subjectsOf(
  git: GitProgram,
  repository: Repository,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map()
  const { gitDir, cwd } = inside(repository)
  const format = '--format=%(refname)%00%(contents:subject)'
  const output = await git.run([gitDir, 'for-each-ref', format, ...names], { cwd })
  return new Map(output.split('\n').map((line) => line.split('\0') as [string, string]))
}
