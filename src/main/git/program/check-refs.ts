import type { Hex } from '../../../shared/model.ts'
import type { ReelPoint, Ref } from '../../gtp/types.ts'
import { asBadPack, badPack } from '../failures.ts'
import { lookUp } from './look-up.ts'
import { parentsOf } from './parents-of.ts'
import { isPoint } from './present.ts'
import type { GitProgram } from './run.ts'

const at = (gitDir: string) => ({ gitDir: `--git-dir=${gitDir}`, cwd: gitDir })

/**
 * Proves that every ref names a commit, or a tag of one. As packs are closed under links but for the parents of HEAD's
 * commit (index-packs.ts), all that the refs reach is there when these are as well (checkParents).
 *
 * @returns the refs, with what annotated tags peel to found out here rather than believed
 */
export async function checkRefs(
  git: GitProgram,
  gitDir: string,
  refs: readonly Ref[],
  signal: AbortSignal | undefined,
): Promise<readonly Ref[]> {
  const found = await lookUp(
    git,
    at(gitDir),
    refs.flatMap(({ oid }) => [oid, `${oid}^{}`]),
    signal,
  )
  const checked = refs.map(({ name, oid, peeled: claimed }, index): Ref => {
    const type = found[2 * index]?.[1]
    const [target = '', targetType] = found[2 * index + 1] ?? []
    if (targetType !== 'commit' || (name.startsWith('refs/heads/') && type !== 'commit')) {
      throw badPack(
        `${name} names ${type === 'missing' ? 'an object that is missing' : `a ${type}, not a commit`}`,
      )
    }
    const peeled = type === 'tag' ? target : undefined
    if (claimed !== peeled) throw badPack(`${name} points at something else than was signed`)
    return peeled === undefined ? { name, oid } : { name, oid, peeled }
  })
  return checked
}

/** Proves that commits and tags are there that packs are signed to give: others build on them. */
export async function checkGives(
  git: GitProgram,
  gitDir: string,
  gives: readonly ReelPoint[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const names = gives.map(({ oid }) => oid)
  const found = await lookUp(git, at(gitDir), names, signal)
  const missing = names.find((_, index) => !isPoint(found[index]))
  if (missing !== undefined) throw badPack(`a pack is said to hold ${missing}, and does not`)
}

/** Proves that the parents of the commit are there that the tip pack holds. */
export async function checkParents(
  git: GitProgram,
  gitDir: string,
  tip: Hex,
  signal: AbortSignal | undefined,
): Promise<void> {
  const parents = await parentsOf(git, gitDir, tip, signal).catch((error: unknown) => {
    throw asBadPack(error)
  })
  const found = await lookUp(git, at(gitDir), parents, signal)
  if (found.some(([, type]) => type !== 'commit')) throw badPack("a parent of HEAD's commit is missing")
}
