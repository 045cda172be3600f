import type { Hex } from '../../../shared/model.ts'
import { sortRoots } from '../known-roots.ts'
import { commonDir } from '../object-store.ts'
import type { Repository } from '../types.ts'
import { readGraph } from './commit-graph.ts'
import { ObjectReader } from './object-reader.ts'

/** See Git.roots. */
export async function roots(repository: Repository, head: Hex): Promise<readonly Hex[]> {
  const graph = await readGraph(new ObjectReader(await commonDir(repository.gitDir)), [head])
  return sortRoots([...graph].flatMap(([oid, parents]) => (parents.length === 0 ? [oid] : [])))
}
