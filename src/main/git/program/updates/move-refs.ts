/** A remote's refs move in one step, and what that drops is kept for a while. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../../shared/model.ts'
import type { Ref } from '../../../gtp/types.ts'
import { isAncestor } from '../is-ancestor.ts'
import type { GitProgram } from '../run.ts'
import { keepRef } from './keep-ref.ts'
import type { KnownRefs } from './remote-refs.ts'

export interface RefMove {
  readonly remote: string
  readonly before: KnownRefs
  readonly wanted: ReadonlyMap<string, Hex>
  readonly head: Ref
  /** Unix milliseconds. */
  readonly now: number
}

/**
 * Deletes come first: a branch may become a folder of branches, and the other way round.
 * @returns names of branches whose commits were dropped, by a delete or a rewrite
 */
export async function moveRefs(git: GitProgram, common: string, move: RefMove): Promise<ReadonlySet<string>> {
  const { remote, wanted, now } = move
  const { refs: before, fresh } = move.before
  const gone = [...before].filter(([name]) => !wanted.has(name))
  const kept = await droppedBranches(git, common, move)
  const first = [
    ...kept.map(([name, oid]) => keepRef(remote, name, oid, now)),
    ...gone.map(([name, oid]) => `delete ${name} ${oid}`),
  ]
  const second = [...wanted]
    .filter(([name, oid]) => before.get(name) !== oid)
    .map(([name, oid]) => {
      const old = before.get(name)
      // As the old value, zeros say that there is none.
      return old || !fresh
        ? `update ${name} ${oid} ${old ?? '0'.repeat(oid.length)}`
        : `update ${name} ${oid}`
    })
  for (const commands of [first, second]) if (commands.length > 0) await transact(git, common, commands)
  await pointHead(git, common, move)
  return new Set(kept.map(([name]) => name))
}

async function transact(git: GitProgram, common: string, commands: readonly string[]): Promise<void> {
  const input = ['start', ...commands, 'commit', ''].join('\n')
  await git.run([`--git-dir=${common}`, 'update-ref', '--no-deref', '--stdin'], { cwd: common, input })
}

/** Branches whose commits a delete or a rewrite would leave unreachable from where they were. */
async function droppedBranches(
  git: GitProgram,
  common: string,
  { remote, before, wanted }: RefMove,
): Promise<readonly (readonly [string, Hex])[]> {
  const dropped: (readonly [string, Hex])[] = []
  for (const [name, oid] of before.refs) {
    if (!name.startsWith(`refs/remotes/${remote}/`)) continue
    const to = wanted.get(name)
    if (to === oid) continue
    if (to === undefined || !(await isAncestor(git, common, oid, to))) dropped.push([name, oid])
  }
  return dropped
}

async function pointHead(git: GitProgram, common: string, { remote, head }: RefMove): Promise<void> {
  const name = `refs/remotes/${remote}/HEAD`
  const target = `refs/remotes/${remote}/${head.name.slice('refs/heads/'.length)}`
  const now = await readFile(join(common, name), 'utf8').catch(() => '')
  if (now.trim() === `ref: ${target}`) return
  await git.run([`--git-dir=${common}`, 'symbolic-ref', name, target], { cwd: common })
}
