/** Git's own way to change a file of a repository that others may change as well: FILE.lock, made exclusively, then renamed. */
import { copyFileSync, constants, linkSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { locked } from './failures.ts'
import { NO_LINK } from './pack-file.ts'
import { syncPath } from './sync-path.ts'

/** Milliseconds that another git process is given to finish, and between looks. */
const PATIENCE = 5000
const LOOK_AGAIN = 100

/**
 * Gives `file` the content that `edit` makes of its present one; null: no such file.
 *
 * Git gives up at once where it finds some locks taken. So the new content is written before, to a file that becomes the
 * lock by a second name, and the lock is held for some system calls only. By that name a lock that a crash of this
 * program left is known and taken away; anybody else's is waited for.
 * Throws GIT_FAILED with `data.retry` when that takes longer than some seconds.
 */
export async function rewriteLocked(
  file: string,
  edit: (text: string | null) => string | null,
): Promise<void> {
  const lock = `${file}.lock`
  const claim = `${file}.gittorrent`
  if (await isSameFile(claim, lock)) await rm(lock, { force: true })
  try {
    for (const started = performance.now(); ;) {
      const before = read(file)
      const after = edit(before)
      if (after === before) return
      await writeSynced(claim, after ?? '')
      if (take(claim, lock) && replace(file, lock, before, after)) return await syncPath(dirname(file))
      if (performance.now() - started > PATIENCE) throw locked(lock)
      await new Promise((done) => setTimeout(done, LOOK_AGAIN))
    }
  } finally {
    await rm(claim, { force: true })
  }
}

/** Whether the lock is ours now. */
function take(claim: string, lock: string): boolean {
  try {
    linkSync(claim, lock)
    return true
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (!NO_LINK.has(code)) throw error
  }
  try {
    copyFileSync(claim, lock, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** With the lock held, which is given back: whether the file was still as it had been read, and is replaced. */
function replace(file: string, lock: string, before: string | null, after: string | null): boolean {
  // A rename gives the lock back as well: the name may be another's right after it.
  let held = true
  try {
    if (read(file) !== before) return false
    if (after === null) rmSync(file, { force: true })
    else renameSync(lock, file)
    held = after === null
    return true
  } finally {
    if (held) rmSync(lock, { force: true })
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  // What has the name may be another file's second name since a crash.
  await rm(path, { force: true })
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [a, b].map((path) => stat(path, { bigint: true }).catch(() => null)),
  )
  return !!first && !!second && first.ino === second.ino && first.dev === second.dev
}
