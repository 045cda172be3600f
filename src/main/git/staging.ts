/** Where a clone is made before it is moved into place in one step, so that a failure leaves nothing behind. */
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { targetNotEmpty } from './failures.ts'
import { syncPath, syncTree } from './sync-path.ts'
import type { CloneTarget } from './types.ts'

export interface Staging {
  /** The working tree in the making. */
  readonly clone: string
  /** The bare repository in the making. */
  readonly bare: string
  /** The clone's and the bare repository's final paths. */
  readonly target: { readonly clone: string; readonly bare: string }
  /**
   * What git needs of both outlives a power cut from here on. To be done before the files of the working tree are there: a
   * file system that is asked for a few files then writes them all.
   */
  sync(): Promise<void>
  /** Moves both into place. Throws TARGET_NOT_EMPTY when something has appeared there meanwhile. */
  commit(): Promise<void>
  /** Removes both, and the folders that were made for them. */
  discard(): Promise<void>
}

/** What a process that was killed had begun to make beside `target`: `.NAME.joining-…` folders, and nothing else. */
export async function removeLeftovers(target: string): Promise<void> {
  const [folder, prefix] = [dirname(resolve(target)), `.${basename(target)}.joining-`]
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (!name.startsWith(prefix) || !/^[0-9a-f]{12}$/.test(name.slice(prefix.length))) continue
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: RETRIES })
  }
}

/** Throws TARGET_NOT_EMPTY unless there is nothing, or an empty folder, at `target.path`. */
export async function makeStaging(target: CloneTarget): Promise<Staging> {
  const final = { clone: await freePath(target.path), bare: resolve(target.bare) }
  const unique = randomBytes(6).toString('hex')
  const besides = (path: string) => join(dirname(path), `.${basename(path)}.joining-${unique}`)
  const clone = besides(final.clone)
  const bare = besides(final.bare)
  const made = [await makeParents(final.clone), await makeParents(final.bare)]
  await mkdir(clone)
  return {
    clone,
    bare,
    target: final,
    sync: async () => void (await Promise.all([syncTree(join(clone, '.git')), syncTree(bare)])),
    async commit() {
      // A bare repository that a crash has left there belongs to no clone: nothing but this call makes one.
      await rm(final.bare, { recursive: true, force: true })
      await move(bare, final.bare)
      // The clone is known by it, should nothing else be noted any more.
      await syncPath(dirname(final.bare))
      await moveOntoEmpty(clone, final.clone).catch(async (error: unknown) => {
        await rm(final.bare, { recursive: true, force: true })
        throw error
      })
      await syncPath(dirname(final.clone))
    },
    async discard() {
      await rm(clone, { recursive: true, force: true, maxRetries: RETRIES })
      await rm(bare, { recursive: true, force: true, maxRetries: RETRIES })
      await removeEmpty(dirname(final.clone), made[0])
      await removeEmpty(dirname(final.bare), made[1])
    },
  }
}

async function freePath(wanted: string): Promise<string> {
  const found = await lstat(wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    if (error.code === 'ENOTDIR') throw notInAFolder(wanted)
    throw AppError.of(error)
  })
  if (!found) return resolve(wanted)
  // A link to an empty folder is one; anything else that has the name is not ours to replace.
  const path = await realpath(wanted).catch(() => {
    throw targetNotEmpty(wanted)
  })
  const entries = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOTDIR' ? targetNotEmpty(path) : AppError.of(error)
  })
  if (entries.length > 0) throw targetNotEmpty(path)
  return path
}

const notInAFolder = (path: string) =>
  new AppError('BAD_INPUT', `${path} would lie inside a file`, 'choose a folder for the clone')

/** Returns the topmost folder that was made, if any. */
async function makeParents(path: string): Promise<string | undefined> {
  try {
    return await mkdir(dirname(path), { recursive: true })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw code === 'ENOTDIR' || code === 'EEXIST' ? notInAFolder(path) : AppError.of(error)
  }
}

async function removeEmpty(folder: string, topmost: string | undefined): Promise<void> {
  if (topmost === undefined) return
  for (let path = folder; path.length >= topmost.length; path = dirname(path)) {
    const gone = await rmdir(path).then(
      () => true,
      () => false,
    )
    if (!gone) return
  }
}

async function moveOntoEmpty(from: string, to: string): Promise<void> {
  // Windows doesn't rename onto an empty folder; rmdir refuses any other.
  const existed = await rmdir(to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error.code === 'ENOTEMPTY' || error.code === 'EEXIST' || error.code === 'ENOTDIR'
        ? targetNotEmpty(to)
        : error
    },
  )
  try {
    await move(from, to)
  } catch (error) {
    if (existed) await mkdir(to).catch(() => undefined)
    const code = (error as NodeJS.ErrnoException).code
    throw code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR' ? targetNotEmpty(to) : error
  }
}

const RETRIES = 5

/** Renames, and again for a second: on Windows a virus scanner may hold a file that was just written. */
async function move(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      const passing =
        process.platform === 'win32' && (code === 'EPERM' || code === 'EBUSY' || code === 'EACCES')
      if (!passing || attempt > RETRIES) throw error
      await new Promise((done) => setTimeout(done, 50 * attempt))
    }
  }
}
