/**
 * Git's own housekeeping is off in a clone whose history is on its way. The settings lie in a file that the clone's
 * configuration includes, so that ending the pause puts back exactly what was there, and whatever the user sets himself
 * meanwhile counts and stays.
 */
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Beside `config`, which names it without a path. */
export const PAUSE_FILE = 'gittorrent-joining'

export async function pauseMaintenance(gitDir: string): Promise<void> {
  await writeFile(join(gitDir, PAUSE_FILE), '[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n')
  await appendFile(join(gitDir, 'config'), `[include]\n\tpath = ${PAUSE_FILE}\n`)
}
