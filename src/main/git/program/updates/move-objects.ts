import { copyFile, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { addKeptPacks, releaseKeptPacks } from '../../kept-packs.ts'
import { NO_LINK } from '../../pack-file.ts'
import { syncPath } from '../../sync-path.ts'

/**
 * Puts what a quarantine holds into a repository in use. Safe to repeat.
 * @returns to be called once refs reach it
 */
export async function moveObjects(quarantine: string, common: string): Promise<() => Promise<void>> {
  await moveLoose(join(quarantine, 'objects'), join(common, 'objects'))
  const packs = (await readdir(join(quarantine, 'objects', 'pack'))).filter((name) => name.endsWith('.pack'))
  if (packs.length === 0) return async () => {}
  await addKeptPacks(quarantine, common)
  return () => releaseKeptPacks(common)
}

/** An object that is there already is the same: its name says so. */
async function moveLoose(from: string, to: string): Promise<void> {
  for (const folder of await readdir(from)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue
    await mkdir(join(to, folder), { recursive: true })
    for (const name of await readdir(join(from, folder))) {
      await moveFile(join(from, folder, name), join(to, folder, name))
    }
    await syncPath(join(to, folder))
  }
  // Refs that reach them come next: what they lead to must be there after a power cut.
  await syncPath(to)
}

/** Whole or not at all, on another file system too. */
async function moveFile(from: string, to: string): Promise<void> {
  // Git before 2.36 may not have done it, whatever it is told.
  await syncPath(from)
  try {
    await rename(from, to)
  } catch (error) {
    if (!NO_LINK.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    await copyFile(from, `${to}.new`)
    await syncPath(`${to}.new`)
    await rename(`${to}.new`, to)
  }
}
