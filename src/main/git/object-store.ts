/** The object database as files, which both back ends may look at. */
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readIfThere } from './read-if-there.ts'

/** The directory with objects and branches: a linked worktree's git directory shares that of the main one. */
export async function commonDir(gitDir: string): Promise<string> {
  const pointer = await readIfThere(join(gitDir, 'commondir'))
  return pointer === null ? gitDir : resolve(gitDir, pointer.trim())
}

/**
 * Bytes of packs and loose objects: an estimate of what a newcomer downloads.
 * @param gitDir a git directory, of a linked worktree too
 * @param enough stop adding when there are more bytes than this
 */
export async function sizeOfObjects(gitDir: string, enough = Infinity): Promise<number> {
  let bytes = 0
  const objects = join(await commonDir(gitDir), 'objects')
  for (const folder of await readdir(objects)) {
    if (folder !== 'pack' && !/^[0-9a-f]{2}$/.test(folder)) continue
    for (const file of await readdir(join(objects, folder))) {
      if (folder === 'pack' && !file.endsWith('.pack')) continue
      // A repack may remove a file meanwhile.
      bytes += await stat(join(objects, folder, file)).then(
        ({ size }) => size,
        () => 0,
      )
      if (bytes > enough) return bytes
    }
  }
  return bytes
}
