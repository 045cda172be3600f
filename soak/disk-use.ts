import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as limits from './limits.ts'
import type { Person, World } from './world.ts'

export interface DiskUse {
  readonly bytes: number
  readonly files: number
}

/** What is below a folder; what goes meanwhile doesn't count. */
export function diskUse(folder: string): DiskUse {
  let [bytes, files] = [0, 0]
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const size = statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size
    if (size === undefined || !entry.isFile()) continue
    bytes += size
    files++
  }
  return { bytes, files }
}

/** What a data directory has that is more than what was ever committed explains. */
export function tooMuch({ commits }: World, { label, node }: Person): readonly string[] {
  const { bytes, files } = diskUse(node.dataDir)
  const [mostBytes, mostFiles] = [
    limits.DATA_BESIDES + commits * limits.DATA_PER_COMMIT,
    limits.FILES_BESIDES + commits * limits.FILES_PER_COMMIT,
  ]
  return [
    ...(bytes > mostBytes ? [`${label}'s data directory has ${bytes} bytes: more than ${mostBytes}`] : []),
    ...(files > mostFiles ? [`${label}'s data directory has ${files} files: more than ${mostFiles}`] : []),
  ]
}
