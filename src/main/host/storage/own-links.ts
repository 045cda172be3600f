import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../shared/model.ts'
import type { HostContext } from '../context.ts'

/**
 * Which files of packs the bare repositories of the data directory hold, and whose: second names of reels that no clone may
 * have any more.
 * @returns repo hashes by the files' identities, as StoredFile.file
 */
export async function ownLinks({ dataDir }: HostContext): Promise<ReadonlyMap<string, readonly Hex[]>> {
  const found = new Map<string, Hex[]>()
  for (const name of await readdir(dataDir.remotes).catch(() => [])) {
    const folder = join(dataDir.remotes, name, 'objects', 'pack')
    for (const pack of await readdir(folder).catch(() => [])) {
      if (!pack.endsWith('.pack')) continue
      const file = await stat(join(folder, pack), { bigint: true }).catch(() => null)
      if (!file) continue
      const key = `${file.dev}:${file.ino}`
      found.set(key, [...(found.get(key) ?? []), name.replace(/\.git$/, '')])
    }
  }
  return found
}
