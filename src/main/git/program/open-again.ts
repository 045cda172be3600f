import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { commonDir } from '../object-store.ts'
import type { Repository } from '../types.ts'
import { open } from './open.ts'
import type { GitProgram } from './run.ts'

/** Repositories that are remembered; a node has few. */
const MAX_REMEMBERED = 1_000

/**
 * `open`, but for a repository that was opened before and that nothing has happened to which `open` looks at: that saves
 * four processes for each time that somebody's commit arrives.
 */
export function openAgain(git: GitProgram, toRead = false): (path: string) => Promise<Repository> {
  const remembered = new Map<string, { readonly repository: Repository; readonly stamp: string }>()
  return async (path) => {
    const before = remembered.get(path)
    if (before && before.stamp === (await stampOf(before.repository))) return before.repository
    remembered.delete(path)
    const repository = await open(git, path, toRead)
    const stamp = await stampOf(repository)
    // A folder inside a repository may become one itself.
    if (stamp === null || repository.path !== path) return repository
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(path, { repository, stamp })
    return repository
  }
}

/** What tells that a repository is still the same, whole one; null where it is none. */
async function stampOf({ path, gitDir }: Repository): Promise<string | null> {
  try {
    const common = await commonDir(gitDir)
    const files = [join(common, 'config'), join(common, 'shallow'), join(gitDir, 'config.worktree')]
    const folders = [path, gitDir, common, join(common, 'objects')]
    const facts = await Promise.all([
      ...folders.map(async (folder) => String((await stat(folder)).ino)),
      ...files.map((file) =>
        stat(file).then(
          ({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
          () => '-',
        ),
      ),
    ])
    return facts.join('\n')
  } catch {
    return null
  }
}
