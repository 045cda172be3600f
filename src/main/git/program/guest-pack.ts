/** Packs for people who have plain git: whole, so that a program which only copies files can hand them over. */
import type { Hex } from '../../../shared/model.ts'
import type { GuestPackRequest } from '../types.ts'
import type { Repository } from '../types.ts'
import { inside } from './open.ts'
import { packInto } from './pack-into.ts'
import type { GitProgram } from './run.ts'

/**
 * See Git.guestPack. It holds exactly what the tips reach and `have` doesn't, with its index beside it, under the name that its
 * checksum gives it.
 */
export async function guestPack(
  git: GitProgram,
  repository: Repository,
  { tips, have }: GuestPackRequest,
  folder: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const name = await packInto(
    git,
    repository,
    folder,
    ['--revs', '--non-empty'],
    revisions(tips, have),
    signal,
  )
  return name === '' ? null : name
}

async function* revisions(tips: readonly Hex[], have: readonly Hex[]): AsyncGenerator<string> {
  yield* tips
  for (const oid of have) yield `^${oid}`
}

/** See Git.isBeyond: whether nothing that `before` reaches is missing in what `after` reaches. */
export async function isBeyond(
  git: GitProgram,
  repository: Repository,
  before: readonly Hex[],
  after: readonly Hex[],
): Promise<boolean> {
  const { gitDir, cwd } = inside(repository)
  const input = [...before, ...after.map((oid) => `^${oid}`)].map((line) => `${line}\n`).join('')
  const args = [gitDir, 'rev-list', '--objects', '--max-count=1', '--stdin']
  for await (const _missing of git.lines(args, { cwd, input })) return false
  return true
}
