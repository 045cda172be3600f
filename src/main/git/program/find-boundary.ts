import type { Hex } from '../../../shared/model.ts'
import { boundaryFile } from '../boundary.ts'
import { asBadPack, badPack } from '../failures.ts'
import type { TipSource } from '../types.ts'
import { parentsOf } from './parents-of.ts'
import type { GitProgram } from './run.ts'
import { rm, writeFile } from 'node:fs/promises'

/**
 * The commits at which a clone without its history must end: those that are here while a parent isn't. Where an older tree
 * among what was appended lacks something, which is allowed, HEAD alone. Everything before it is then whole, which is proven.
 * Throws BAD_PACK when not even HEAD's tree is.
 */
export async function findBoundary(
  git: GitProgram,
  gitDir: string,
  { appended = [] }: TipSource,
  head: Hex,
  signal: AbortSignal | undefined,
): Promise<readonly Hex[]> {
  if (appended.length === 0) {
    const parents = await parentsOf(git, gitDir, head, signal).catch((error: unknown) => {
      throw asBadPack(error)
    })
    return parents.length === 0 ? [] : [head]
  }
  const natural = await withoutParents(git, gitDir, signal)
  for (const boundary of [natural, [head]]) {
    if (await isWholeBehind(git, gitDir, boundary, head, signal)) return boundary
  }
  throw badPack("the tip and what was appended lack a part of HEAD's tree")
}

async function withoutParents(
  git: GitProgram,
  gitDir: string,
  signal: AbortSignal | undefined,
): Promise<readonly Hex[]> {
  const at = [`--git-dir=${gitDir}`]
  const all = [...at, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname) %(objecttype)']
  const commits = new Set<Hex>()
  for await (const line of git.lines(all, { cwd: gitDir, signal })) {
    if (line.endsWith(' commit')) commits.add(line.split(' ')[0] ?? '')
  }
  const input = [...commits].map((oid) => `${oid}\n`).join('')
  const args = [...at, 'log', '--no-walk=unsorted', '--format=%H %P', '--stdin']
  const boundary: Hex[] = []
  for await (const line of git.lines(args, { cwd: gitDir, signal, input })) {
    const [oid = '', ...parents] = line.split(' ').filter((word) => word !== '')
    if (parents.some((parent) => !commits.has(parent))) boundary.push(oid)
  }
  return boundary
}

async function isWholeBehind(
  git: GitProgram,
  gitDir: string,
  boundary: readonly Hex[],
  head: Hex,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const file = boundaryFile(gitDir)
  await writeFile(file, boundary.map((oid) => `${oid}\n`).join(''))
  try {
    const args = [`--git-dir=${gitDir}`, 'rev-list', '--objects', '--quiet', head]
    await git.run(args, { cwd: gitDir, signal })
    return true
  } catch (error) {
    if (signal?.aborted) throw error
    return false
  } finally {
    await rm(file, { force: true })
  }
}
