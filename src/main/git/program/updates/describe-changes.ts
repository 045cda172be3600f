import type { Hex } from '../../../../shared/model.ts'
import { MAX_SUBJECT } from '../../../gtp/limits.ts'
import { cleanText } from '../../../gtp/text.ts'
import type { Repository } from '../../types.ts'
import type { RemoteChange } from '../../update-types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { isAncestor } from './move-refs.ts'

/** Branches that are looked at one by one; of further ones only that they moved is told. */
const MAX_LOOKED_AT = 50

/** What becomes different for people; nothing has moved yet. */
export async function describeChanges(
  git: GitProgram,
  repository: Repository,
  remote: string,
  before: ReadonlyMap<string, Hex>,
  wanted: ReadonlyMap<string, Hex>,
  env: Readonly<Record<string, string>>,
): Promise<readonly RemoteChange[]> {
  const prefix = `refs/remotes/${remote}/`
  const changes: RemoteChange[] = []
  const { gitDir, cwd } = inside(repository)
  const run = (args: readonly string[], input = '') => git.run([gitDir, ...args], { cwd, env, input })
  for (const name of new Set([...before.keys(), ...wanted.keys()])) {
    const [from, to] = [before.get(name) ?? null, wanted.get(name) ?? null]
    if (!name.startsWith(prefix) || from === to) continue
    const branch = name.slice(prefix.length)
    const look = changes.length < MAX_LOOKED_AT && to !== null
    const count = look ? Number(await run(['rev-list', '--count', to, '--not', '--all'])) : 0
    const subject = look ? await run(['log', '-1', '--no-show-signature', '--format=%s', to]) : ''
    const forward = look && from !== null && (await isAncestor(git, repository.gitDir, from, to, env))
    const kind = to === null ? 'deleted' : from === null ? 'new' : forward ? 'forward' : 'forced'
    changes.push({ branch, kind, from, to, commits: count, subject: cleanText(subject, MAX_SUBJECT) })
  }
  return changes
}
