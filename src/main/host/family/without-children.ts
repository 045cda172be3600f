import type { Hex } from '../../../shared/model.ts'

interface Node {
  readonly repoHash: Hex
  readonly alternatives: readonly Hex[]
}

/** Of a family those that it began with; all, where claims lead in a circle. */
export function withoutChildren<T extends Node>(found: readonly T[]): readonly T[] {
  const hashes = new Set(found.map(({ repoHash }) => repoHash))
  const roots = found.filter(({ alternatives }) => !alternatives.some((parent) => hashes.has(parent)))
  return roots.length > 0 ? roots : found
}
