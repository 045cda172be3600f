import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { commonDir } from '../../object-store.ts'
import type { Repository } from '../../types.ts'

/** Files and folders that are looked at: with more of them, asking git costs less. */
const MAX_LOOKED_AT = 400

/**
 * See Updates.stamp. git never changes a ref's file in place: it renames a new one to it, which has another time and
 * another inode, and leaves its mark on the folder.
 */
export async function refsStamp(repository: Repository): Promise<string | null> {
  const marks: string[] = []
  const note = async (path: string, needed = false): Promise<boolean> => {
    const found = await stat(path, { bigint: true }).catch(() => null)
    if (found) marks.push(`${path} ${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`)
    return found !== null || !needed
  }
  const walk = async (folder: string): Promise<boolean> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      if (marks.length >= MAX_LOOKED_AT) return false
      const path = join(folder, entry.name)
      await note(path)
      if (entry.isDirectory() && !(await walk(path))) return false
    }
    return true
  }

  const common = await commonDir(repository.gitDir)
  if (!(await note(join(repository.gitDir, 'HEAD'), true))) return null
  await note(join(common, 'packed-refs'))
  await note(join(common, 'reftable', 'tables.list'))
  for (const kind of ['heads', 'tags']) {
    const folder = join(common, 'refs', kind)
    await note(folder)
    if (!(await walk(folder))) return null
  }
  return marks.join('\n')
}
