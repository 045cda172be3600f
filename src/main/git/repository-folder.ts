import { stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { notARepository } from './failures.ts'

/** The absolute path of a folder. Throws NOT_A_REPOSITORY when nothing or no folder is there, PERMISSION when it's closed. */
export async function existingFolder(path: string): Promise<string> {
  const folder = resolve(path)
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw notARepository(`${folder} does not exist`)
    throw AppError.of(error)
  })
  if (!found.isDirectory()) throw notARepository(`${folder} is a file, not a folder`)
  return folder
}

/** A project's name as its folder suggests: "kite" for /src/kite, for a bare /src/kite.git, and for /src/kite/.git alike. */
export function nameOfFolder(path: string): string {
  const folder = basename(path) === '.git' ? dirname(path) : path
  return basename(folder).replace(/\.git$/, '') || 'project'
}
