import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { addKeptPacks, releaseKeptPacks } from '../../kept-packs.ts'
import type { GitProgram } from '../run.ts'

/** Fewer objects than this become loose ones, as with git fetch: a pack for each small update would slow every look-up. */
const LOOSE_BELOW = 100

/**
 * Puts what a quarantine holds into a repository in use. Safe to repeat.
 * @returns to be called once refs reach it
 */
export async function moveObjects(
  git: GitProgram,
  quarantine: string,
  common: string,
): Promise<() => Promise<void>> {
  const folder = join(quarantine, 'objects', 'pack')
  const packs = (await readdir(folder)).filter((name) => name.endsWith('.pack'))
  if (packs.length === 0) return async () => {}
  if ((await countObjects(git, quarantine)) < LOOSE_BELOW) {
    for (const name of packs) {
      const input = createReadStream(join(folder, name))
      await git.run([`--git-dir=${common}`, 'unpack-objects', '-q'], { cwd: common, input })
    }
    return async () => {}
  }
  await addKeptPacks(quarantine, common)
  return () => releaseKeptPacks(common)
}

async function countObjects(git: GitProgram, quarantine: string): Promise<number> {
  const output = await git.run([`--git-dir=${quarantine}`, 'count-objects', '-v'], { cwd: quarantine })
  return Number(/^in-pack: (\d+)$/m.exec(output)?.[1] ?? Infinity)
}
