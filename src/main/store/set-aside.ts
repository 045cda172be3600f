import { lstat } from 'node:fs/promises'
import { renamePatiently } from './write-atomic.ts'

/** What a file that was set aside is called: `NAME.damaged`, and `NAME.damaged-2` where there is one already. */
export const DAMAGED = /\.damaged(?:-\d+)?$/

/**
 * Takes a damaged file out of the way, and keeps it: what was set aside earlier is never overwritten.
 * @returns where it is now
 */
export async function setAside(path: string): Promise<string> {
  for (let count = 1; ; count++) {
    const aside = count === 1 ? `${path}.damaged` : `${path}.damaged-${count}`
    const isTaken = await lstat(aside).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false
        throw error
      },
    )
    if (isTaken) continue
    await renamePatiently(path, aside)
    return aside
  }
}
