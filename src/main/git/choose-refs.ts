/** Which refs are published, decided alike for both back ends. */
import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { compareUtf8 } from '../gtp/bytes.ts'
import { MAX_REEL_POINTS } from '../gtp/limits.ts'
import { isSafeRefName } from '../gtp/references/ref-name.ts'
import type { Ref } from '../gtp/types.ts'
import { detachedHead, noCommits, noSuchBranch, unsupportedName } from './failures.ts'
import { isValidRefName } from './ref-format.ts'

/** Each ref is a point that a reel gives; two more are HEAD, which the tip gives and the history needs. */
const MAX_PUBLISHED_REFS = MAX_REEL_POINTS - 2
/** Where HEAD is detached, joiners get the first of these that is published. */
const USUAL_HEADS = ['main', 'master', 'trunk', 'develop']

export interface ChosenBranches {
  /** Full name of the branch that HEAD will name. */
  readonly head: string
  readonly headCommit: Hex
  readonly branches: readonly Ref[]
  /** Short names of those that were asked for by `all`, and can't be published. */
  readonly leftOut: readonly string[]
}

/**
 * @param existing all local branches, by short name
 * @param current short name of the branch that HEAD names, born or not; null when detached
 */
export function chooseBranches(
  existing: ReadonlyMap<string, Hex>,
  current: string | null,
  request: readonly string[] | 'current' | 'all',
  path: string,
): ChosenBranches {
  const names = chooseNames(existing, current, request, path)
  const branches = names.map((name): Ref => ({ name: `refs/heads/${name}`, oid: existing.get(name) ?? '' }))
  const headName =
    [current, ...(request === 'all' ? USUAL_HEADS : [])].find(
      (name) => name !== null && names.includes(name),
    ) ?? names[0]
  const head = branches.find(({ name }) => name === `refs/heads/${headName}`)
  if (!head) throw noCommits(path)
  const leftOut = request === 'all' ? [...existing.keys()].filter((name) => !names.includes(name)) : []
  return { head: head.name, headCommit: head.oid, branches, leftOut }
}

function chooseNames(
  existing: ReadonlyMap<string, Hex>,
  current: string | null,
  request: readonly string[] | 'current' | 'all',
  path: string,
): readonly string[] {
  if (request === 'all') return [...existing.keys()].filter((name) => isPublishable(`refs/heads/${name}`))
  if (request === 'current' && current === null) throw detachedHead()
  if (request === 'current' && !existing.has(current ?? '')) throw noCommits(`branch ${current} of ${path}`)
  const asked = new Set(request === 'current' ? [current ?? ''] : request)
  for (const name of asked) {
    if (!existing.has(name)) throw noSuchBranch(name)
    if (!isPublishable(`refs/heads/${name}`)) throw unsupportedName(name)
  }
  return [...asked]
}

/** Whether git and the protocol both take a ref's name. */
export const isPublishable = (name: string): boolean => isValidRefName(name) && isSafeRefName(name)

/** The refs of a selection, in the protocol's order. Throws TOO_LARGE when references can't list so many. */
export function sortRefs(refs: readonly Ref[]): readonly Ref[] {
  if (refs.length > MAX_PUBLISHED_REFS) {
    throw new AppError(
      'TOO_LARGE',
      `there are ${refs.length} branches and tags; at most ${MAX_PUBLISHED_REFS} can be published`,
      'publish fewer branches, or delete tags that nobody needs',
    )
  }
  return [...refs].sort((a, b) => compareUtf8(a.name, b.name))
}
