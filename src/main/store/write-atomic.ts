import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

let counter = 0

/**
 * Replaces a file so that, after a crash or power cut, either the old or the new content is there: written beside it,
 * synced, renamed, and the folder synced.
 *
 * @param mode permission bits of the new file
 */
export async function writeAtomic(path: string, data: Uint8Array | string, mode = 0o600): Promise<void> {
  const temporary = `${path}.${process.pid}-${++counter}.tmp`
  try {
    const file = await open(temporary, 'wx', mode)
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await renamePatiently(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** Windows refuses a rename for a moment while an antivirus holds the file. */
export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if ((code !== 'EPERM' && code !== 'EBUSY') || attempt === 10 || process.platform !== 'win32')
        throw error
      await new Promise((resolve) => setTimeout(resolve, attempt * 20))
    }
  }
}

/** Makes a rename or a new name in a folder durable; where folders can't be opened (Windows), the system does it. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
