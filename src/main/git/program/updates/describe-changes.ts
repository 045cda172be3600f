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

interface Moved extends Pick<RefMove, 'remote' | 'wanted'> {
  readonly before: ReadonlyMap<string, Hex>
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
  const looked = new Set(moved.filter((name) => wanted.has(name)).slice(0, MAX_LOOKED_AT))
  const changes: RemoteChange[] = []
  for (const name of moved) {
    const [from, to] = [before.get(name) ?? null, wanted.get(name) ?? null]
    const kind = to === null ? 'deleted' : from === null ? 'new' : dropped.has(name) ? 'forced' : 'forward'
    const found =
      to !== null && looked.has(name) ? await newCommits(git, repository, to, prefix, before) : nothing
    const subject = cleanText(found.subject, MAX_SUBJECT)
    changes.push({ branch: name.slice(prefix.length), kind, from, to, commits: found.count, subject })
  }
  return changes
}

const nothing = { count: 0, subject: '' }
/** What a ref's newest commit says, for people. */
const SUBJECT = ['--no-show-signature', '--no-mailmap', '--encoding=UTF-8', '--format=%s']

/** Commits that no other ref reached before: of this remote, what it had counts instead of what it has. And the newest's subject. */
async function newCommits(
  git: GitProgram,
  repository: Repository,
  to: Hex,
  prefix: string,
  before: ReadonlyMap<string, Hex>,
): Promise<typeof nothing> {
  const { gitDir, cwd } = inside(repository)
  // As lines of input, for there may be many.
  const input = [to, ...[...before.values()].map((oid) => `^${oid}`)].map((line) => `${line}\n`).join('')
  const others = ['--not', `--exclude=${prefix}*`, '--exclude=refs/gittorrent/kept/*', '--all']
  const found = { ...nothing }
  for await (const subject of git.lines(
    [gitDir, 'log', '-z', ...SUBJECT, '--stdin', ...others],
    { cwd, input },
    '\0',
  )) {
    if (found.count++ === 0) found.subject = subject
  }
  if (found.count === 0)
    found.subject = (await git.run([gitDir, 'log', '--max-count=1', ...SUBJECT, to], { cwd })).trimEnd()
  return found
}
