import type { GitTreeEntry } from '../gtp/git-object.ts'
import { MAX_PREVIEW, MAX_PREVIEW_OBJECT } from '../gtp/limits.ts'

/** Bytes of commits, so that a tree and a README find room beside them. */
const MAX_COMMITS = MAX_PREVIEW - 2 * MAX_PREVIEW_OBJECT - 1024

/** The first of the commits, as many as a preview has room for. */
export function fitting(commits: readonly Uint8Array[]): readonly Uint8Array[] {
  let bytes = 0
  return commits.filter((commit) => {
    bytes += commit.length + 8
    return bytes <= MAX_COMMITS
  })
}

export const isFile = ({ mode }: GitTreeEntry): boolean => mode.startsWith('100')
