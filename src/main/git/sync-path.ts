import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Files that are synced at a time: disks do several at once, and handles are few. */
const AT_ONCE = 32

/** Makes a file's bytes, or a folder's names, outlive a power cut. Windows can't do that through a reader's handle. */
export async function syncPath(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

/** As syncPath, for all that lies in a folder, and the folder: before it gets its name. Links are names, and need no more. */
export async function syncTree(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const found = await readdir(folder, { withFileTypes: true, recursive: true })
  // Folders last: their names are of files that are whole by then.
  const files = found.filter((entry) => entry.isFile())
  const folders = found.filter((entry) => entry.isDirectory())
  for (const group of [files, folders]) {
    const paths = group.map((entry) => join(entry.parentPath, entry.name))[Symbol.iterator]()
    const work = async () => {
      for (const path of paths) await syncPath(path)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }
  await syncPath(folder)
}
