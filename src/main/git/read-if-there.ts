import { readFile } from 'node:fs/promises'

/**
 * A file's text; null where there is none. What can't be read is not taken for missing: a computer that is out of file handles would
 * make another repository of this one.
 */
export const readIfThere = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
