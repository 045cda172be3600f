import type { Hex } from '../../../shared/model.ts'
import { readCommit, readTree } from '../../gtp/git-object.ts'
import { MAX_PREVIEW_COMMITS, MAX_PREVIEW_OBJECT } from '../../gtp/limits.ts'
import type { PreviewObjects } from '../../gtp/preview/codec.ts'
import { chooseReadme } from '../../gtp/preview/is-readme.ts'
import { commonDir } from '../object-store.ts'
import { fitting, isFile } from '../preview-limits.ts'
import type { Repository } from '../types.ts'
import { ObjectReader } from './object-reader.ts'

/** See Git.previewObjects. */
export async function previewObjects(repository: Repository, head: Hex): Promise<PreviewObjects> {
  const reader = new ObjectReader(await commonDir(repository.gitDir))
  const small = async (oid: Hex) => {
    const { content } = await reader.read(oid)
    return content.length <= MAX_PREVIEW_OBJECT ? content : null
  }
  const commits: Uint8Array[] = []
  const seen = new Set([head])
  const waiting = [{ oid: head, time: 0 }]
  while (waiting.length > 0 && commits.length < MAX_PREVIEW_COMMITS) {
    // The newest of those that are known first; a parent is known once its child was taken.
    waiting.sort((a, b) => b.time - a.time)
    const commit = await small(waiting.shift()!.oid)
    if (!commit) break
    commits.push(commit)
    for (const oid of readCommit(commit).parents) {
      if (seen.has(oid)) continue
      seen.add(oid)
      const parent = await reader.read(oid).catch(() => null) // not there behind a shallow boundary
      if (parent) waiting.push({ oid, time: readCommit(parent.content).time })
    }
  }
  const tree = commits[0] ? await small(readCommit(commits[0]).tree) : null
  const entry = tree && chooseReadme(readTree(tree, repository.objectFormat).filter(isFile))
  return { commits: fitting(commits), tree, readme: entry ? await small(entry.oid) : null }
}
