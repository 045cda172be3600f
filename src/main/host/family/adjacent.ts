import type { Hex } from '../../../shared/model.ts'

/** A repository as far as relations go. */
export interface Kin {
  readonly repoHash: Hex
  /** Repositories that it says it is related to, child to parent. */
  readonly alternatives: readonly Hex[]
}

/**
 * Which of the candidates stand next to a verified member of a family: as its child, or as its parent. What they
 * claim holds for one step only; whoever is verified extends the family by another, so that a stranger can't join two families
 * by naming both.
 */
export function adjacent<T extends Kin>(verified: readonly Kin[], candidates: Iterable<T>): T[] {
  const members = new Set(verified.map(({ repoHash }) => repoHash))
  const parents = new Set(verified.flatMap(({ alternatives }) => alternatives))
  return [...candidates].filter(
    ({ repoHash, alternatives }) =>
      !members.has(repoHash) && (parents.has(repoHash) || alternatives.some((parent) => members.has(parent))),
  )
}
