/**
 * Git's own housekeeping is off in a clone whose history is on its way. The settings lie in a file that the clone's
 * configuration includes, so that ending the pause puts back exactly what was there, and whatever the user sets himself
 * meanwhile counts and stays.
 */
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../shared/model.ts'
import { readIfThere } from './read-if-there.ts'

/** Beside `config`, which names it without a path. */
export const PAUSE_FILE = 'gittorrent-joining'

/**
 * @param head     the commit that the clone begins with, noted so that the clone is known by it
 * @param boundary the commits at which its history ends for now, noted so that they can be told from the user's own
 */
export async function pauseMaintenance(
  gitDir: string,
  head: Hex,
  boundary: readonly Hex[] = [],
): Promise<void> {
  const ends = boundary.map((oid) => `\tboundary = ${oid}\n`).join('')
  const settings = `[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[gittorrent]\n\tjoining = ${head}\n${ends}`
  await writeFile(join(gitDir, PAUSE_FILE), settings)
  await appendFile(join(gitDir, 'config'), `[include]\n\tpath = ${PAUSE_FILE}\n`)
}

/** Whether a clone that began with that commit waits for its history. */
export async function isPaused(commonDir: string, head: Hex): Promise<boolean> {
  const text = (await readIfThere(join(commonDir, PAUSE_FILE))) ?? ''
  return text.includes(`joining = ${head}\n`)
}

/** The commits at which the history of a clone ends while it waits for it. */
export async function notedBoundary(commonDir: string): Promise<readonly Hex[]> {
  const text = (await readIfThere(join(commonDir, PAUSE_FILE))) ?? ''
  return [...text.matchAll(/^\tboundary = ([0-9a-f]+)$/gm)].map((match) => match[1] ?? '')
}
