/** Branches and tags of a repository, in few processes however many there are. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../shared/model.ts'
import type { Ref } from '../../gtp/types.ts'
import type { Repository } from '../types.ts'
import { lookUp } from './look-up.ts'
import { inside } from './open.ts'
import type { GitProgram } from './run.ts'

export interface Branch {
  /** Short name. */
  readonly name: string
  readonly oid: Hex
  readonly subject: string
  readonly author: string
  /** Unix seconds. */
  readonly time: number
}

const FIELDS = [
  '%(refname)',
  '%(objectname)',
  '%(committerdate:unix)',
  '%(authorname)',
  '%(contents:subject)',
]

export async function listBranches(git: GitProgram, repository: Repository): Promise<readonly Branch[]> {
  const { gitDir, cwd } = inside(repository)
  const args = [gitDir, 'for-each-ref', `--format=${FIELDS.join('%00')}`, 'refs/heads']
  const branches: Branch[] = []
  for await (const line of git.lines(args, { cwd })) {
    const [refname = '', oid = '', time, author = '', subject = ''] = line.split('\0')
    branches.push({ name: refname.slice('refs/heads/'.length), oid, subject, author, time: Number(time) })
  }
  return branches
}

/** Short name of the branch that HEAD names, born or not; null when HEAD is detached. */
export async function headBranch({ gitDir }: Repository): Promise<string | null> {
  // Where there is none, the repository has gone, and git says so.
  const head = await readFile(join(gitDir, 'HEAD'), 'utf8').catch(() => '')
  return /^ref: refs\/heads\/(.+?)\s*$/.exec(head)?.[1] ?? null
}

/** Tags that point at a commit in the end, however many tags are between. */
export async function listCommitTags(git: GitProgram, repository: Repository): Promise<readonly Ref[]> {
  const { gitDir, cwd } = inside(repository)
  const format = '--format=%(refname)%00%(objectname)'
  const tags: { name: string; oid: Hex }[] = []
  for await (const line of git.lines([gitDir, 'for-each-ref', format, 'refs/tags'], { cwd })) {
    const [name = '', oid = ''] = line.split('\0')
    tags.push({ name, oid })
  }
  const names = tags.map(({ oid }) => `${oid}^{}`)
  const peeled = await lookUp(git, { gitDir, cwd }, names)
  return tags.flatMap(({ name, oid }, index): Ref[] => {
    const [target = '', type] = peeled[index] ?? []
    if (type !== 'commit') return []
    return [target === oid ? { name, oid } : { name, oid, peeled: target }]
  })
}

/** Those of `commits` that no branch in `tips` reaches. */
export async function beyond(
  git: GitProgram,
  repository: Repository,
  commits: readonly Hex[],
  tips: readonly Hex[],
): Promise<ReadonlySet<Hex>> {
  if (commits.length === 0) return new Set()
  const { gitDir, cwd } = inside(repository)
  const asked = new Set(commits)
  const found = new Set<Hex>()
  const input = [...commits, ...tips.map((tip) => `^${tip}`)].map((line) => `${line}\n`).join('')
  for await (const oid of git.lines([gitDir, 'rev-list', '--stdin'], { cwd, input })) {
    if (asked.has(oid)) found.add(oid)
  }
  return found
}
