/** Where packs are indexed and checked on top of what a repository has, without being in it. */
import { createReadStream } from 'node:fs'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../../shared/model.ts'
import type { ObjectFormat } from '../../../gtp/types.ts'
import { initRepository } from '../../clone-layout.ts'
import { asBadPack } from '../../failures.ts'
import { installPack, readPackEnds } from '../../pack-file.ts'
import { replaceFile } from '../../replace-file.ts'
import { BIG_FILE, MAX_ALLOCATION, STRICT } from '../index-packs.ts'
import type { GitProgram } from '../run.ts'

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

/** Every object is checked, and its links lead to objects that are there; but for the parents of `head`. */
export async function indexOnTop(
  git: GitProgram,
  quarantine: string,
  format: ObjectFormat,
  head: Hex,
  { file, thin }: { readonly file: string; readonly thin: boolean },
  signal: AbortSignal | undefined,
): Promise<void> {
  const { checksum, objects } = await readPackEnds(file, format)
  const gitDir = `--git-dir=${quarantine}`
  const options = { cwd: quarantine, signal, config: [BIG_FILE] }
  const env = { GIT_ALLOC_LIMIT: MAX_ALLOCATION }
  const run = async () => {
    if (thin) {
      const small = objects < LOOSE_BELOW && (await stat(file)).size < LOOSE_BYTES
      const verb = small ? ['unpack-objects', '-q'] : ['index-pack', '--stdin', '--fix-thin']
      return git.run([gitDir, ...verb, STRICT], { ...options, env, input: createReadStream(file) })
    }
    // A tip pack may come before its parents; whether they are there in the end is proven by connectivity.
    const boundary = join(quarantine, 'joining-boundary')
    await writeFile(boundary, `${head}\n`)
    const pack = await installPack(file, quarantine, checksum)
    return git.run([gitDir, 'index-pack', STRICT, pack], {
      ...options,
      env: { ...env, GIT_SHALLOW_FILE: boundary },
    })
  }
  await run().catch((error: unknown) => {
    throw asBadPack(error)
  })
}
