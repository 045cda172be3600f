import type { Hex } from '../../../shared/model.ts'
import type { ObjectReader } from './object-reader.ts'
import { parseCommit } from './parse-object.ts'

/** Commits with their parents. */
export type Graph = ReadonlyMap<Hex, readonly Hex[]>

/** The commits that `tips` reach, with their parents, without those in `except`. */
export async function readGraph(reader: ObjectReader, tips: readonly Hex[], except?: Graph): Promise<Graph> {
  const graph = new Map<Hex, readonly Hex[]>()
  const waiting = [...tips]
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    if (graph.has(oid) || except?.has(oid)) continue
    const { parents } = parseCommit((await reader.read(oid)).content)
    graph.set(oid, parents)
    waiting.push(...parents)
  }
  return graph
}
