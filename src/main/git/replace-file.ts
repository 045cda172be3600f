import { readFile, rename, writeFile } from 'node:fs/promises'
import { syncPath } from './sync-path.ts'

/**
 * Gives a file of a repository that nobody else changes another content: after a power cut it has the old one or the new. Git takes an
 * empty HEAD for no repository. The folder is the caller's to sync.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return
  await writeFile(`${file}.new`, text)
  await syncPath(`${file}.new`)
  await rename(`${file}.new`, file)
}
