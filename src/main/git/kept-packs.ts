/** Packs that are put into a repository in use, held by .keep files until refs reach what is in them. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sharePacks } from './pack-file.ts'
import { syncPath } from './sync-path.ts'

/** The text of our .keep files, by which they are told from others'. */
const REASON = 'gittorrent: until the refs that need this pack are written\n'

/**
 * Shares all packs of one repository with another, where no gc or repack can drop the new ones. Safe to repeat.
 *
 * A pack that is there already gets no .keep: a repack under way would leave out its objects since it is kept, and
 * remove it since it was not when the repack began.
 */
export async function addKeptPacks(fromGitDir: string, commonDir: string): Promise<void> {
  const folder = join(commonDir, 'objects', 'pack')
  const there = new Set(await readdir(folder))
  for (const name of await readdir(join(fromGitDir, 'objects', 'pack'))) {
    if (!name.endsWith('.pack') || there.has(name)) continue
    // One that is there is the user's, or ours from before.
    await writeFile(join(folder, name.replace(/\.pack$/, '.keep')), REASON, { flag: 'wx' }).catch(existing)
  }
  await sharePacks(fromGitDir, commonDir)
  // The packs' names must outlive a power cut that comes after the boundary is gone.
  await syncPath(folder)
}

/** Hands the packs over to git's housekeeping. */
export async function releaseKeptPacks(commonDir: string): Promise<void> {
  const folder = join(commonDir, 'objects', 'pack')
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.keep')) continue
    if ((await readFile(join(folder, name), 'utf8')) === REASON) await rm(join(folder, name), { force: true })
  }
}

function existing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
