/** Where packs are indexed and checked on top of what a repository has, without being in it. */
import { createReadStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../../shared/model.ts'
import type { ObjectFormat } from '../../../gtp/types.ts'
import { initRepository } from '../../clone-layout.ts'
import { asBadPack } from '../../failures.ts'
import { installPack, readPackEnds } from '../../pack-file.ts'
import { replaceFile } from '../../replace-file.ts'
import { checkThinPack } from '../check-thin-pack.ts'
import { BIG_FILE, boundMemory, MAX_GROWTH } from '../index-limits.ts'
import { STRICT } from '../index-packs.ts'
import type { GitProgram, RunOptions } from '../run.ts'
import { withinRoom } from '../within-room.ts'

/** @param objects the repository's object directory */
export async function startQuarantine(folder: string, format: ObjectFormat, objects: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await initRepository(folder, format, ['bare = true'])
  await borrowObjects(folder, objects)
}

/** A repository sees another's objects as its own (gitrepository-layout(5), "alternates"). */
export const borrowObjects = (gitDir: string, objects: string): Promise<void> =>
  replaceFile(join(gitDir, 'objects', 'info', 'alternates'), `${objects}\n`)

/** Lets git see a quarantine's objects beside the repository's own. */
export const withQuarantine = (quarantine: string): Readonly<Record<string, string>> => ({
  // Quoted as in C, so that a path may hold the separator.
  GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${join(quarantine, 'objects').replace(/["\\]/g, '\\$&')}"`,
})

/** Fewer objects than this become loose ones, as with git fetch: a pack for each small update would slow every look-up. */
const LOOSE_BELOW = 100
/** Nor are large packs unpacked, bytes: a pack is read in pieces, which loose objects are not. */
const LOOSE_BYTES = 8 * 1024 * 1024

/**
 * Every object is checked, and its links lead to objects that are there; but for the parents of `head`.
 * Throws BAD_PACK, TOO_LARGE, DISK_FULL, CANCELLED.
 * @param room bytes that the quarantine may grow by
 */
export async function indexOnTop(
  git: GitProgram,
  quarantine: string,
  format: ObjectFormat,
  head: Hex,
  { file, thin }: { readonly file: string; readonly thin: boolean },
  signal: AbortSignal | undefined,
  room = MAX_GROWTH,
): Promise<void> {
  const options = { cwd: quarantine, config: [BIG_FILE] }
  const run = () =>
    thin
      ? withinRoom(
          quarantine,
          signal,
          (ended) => addThin(git, file, format, { ...options, signal: ended }),
          room,
        )
      : addWhole(git, file, format, head, { ...options, signal })
  await run().catch((error: unknown) => {
    throw asBadPack(error)
  })
}

async function addThin(
  git: GitProgram,
  file: string,
  format: ObjectFormat,
  options: RunOptions,
): Promise<void> {
  const { objects, bytes } = await checkThinPack(file, format, options.signal)
  const small = objects < LOOSE_BELOW && bytes < LOOSE_BYTES
  const verb = small ? ['unpack-objects', '-q'] : ['index-pack', '--stdin', '--fix-thin']
  const env = boundMemory(objects)
  const input = createReadStream(file)
  await git.run([`--git-dir=${options.cwd}`, ...verb, STRICT], { ...options, env, input })
}

/** A tip pack may come before its parents; whether they are there in the end is proven by connectivity. */
async function addWhole(
  git: GitProgram,
  file: string,
  format: ObjectFormat,
  head: Hex,
  options: RunOptions,
): Promise<void> {
  const quarantine = options.cwd
  const boundary = join(quarantine, 'joining-boundary')
  await writeFile(boundary, `${head}\n`)
  const { checksum, objects } = await readPackEnds(file, format)
  const pack = await installPack(file, quarantine, checksum)
  const env = { ...boundMemory(objects), GIT_SHALLOW_FILE: boundary }
  await git.run([`--git-dir=${quarantine}`, 'index-pack', STRICT, pack], { ...options, env })
}
