import { join } from 'node:path'
import { git } from '../git/user-git.ts'
import { commit, until } from '../nodes/arrivals.ts'
import type { HostNode } from './start-host-node.ts'

/** IDs of the reels that a node lists of a project. */
export const reelsOf = (node: HostNode, repoHash: string): string[] =>
  node.host.context.entries.get(repoHash)!.known!.references.reels.map(({ id }) => id)

/** One publishes a project of which the other has a copy, with a commit of his own; it came in another way. */
export async function copyFromElsewhere(publisher: HostNode, other: HostNode) {
  const repo = join(publisher.folder, 'kite')
  git(publisher.folder, 'init', '-q', '-b', 'main', repo)
  for (const name of ['one', 'two', 'three']) commit(repo, name)
  const clone = join(other.folder, 'kite')
  git(other.folder, 'clone', '-q', repo, clone)
  commit(clone, 'mine')
  const { repoHash } = await publisher.call.publish({ path: repo })
  await until('the project', () => other.host.context.nearby.get(repoHash)?.summary)
  return { repo, clone, repoHash }
}
