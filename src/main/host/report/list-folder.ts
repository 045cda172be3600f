import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Entries that are listed at most. */
const MAX_ENTRIES = 400
/** Folders within folders. */
const MAX_DEPTH = 2
/** Repositories: what is in them is the user's. */
const CLOSED = ['for-git', 'remotes', 'quarantine']

/** What lies in a data directory: mode, size and name of each entry, and nothing of what is in it. */
export async function listFolder(folder: string): Promise<readonly string[]> {
  const lines: string[] = []
  const list = async (below: string, depth: number): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true }).catch(() => [])) {
      if (lines.length >= MAX_ENTRIES) return
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      const found = await lstat(join(folder, name)).catch(() => null)
      if (!found) continue
      const kind = entry.isDirectory() ? 'd' : entry.isFile() ? '-' : '?'
      lines.push(`${kind} ${(found.mode & 0o777).toString(8)} ${String(found.size).padStart(10)} ${name}`)
      if (kind === 'd' && depth < MAX_DEPTH && !CLOSED.includes(name)) await list(name, depth + 1)
    }
  }
  await list('', 0)
  return lines.length < MAX_ENTRIES ? lines : [...lines, '… and more']
}
