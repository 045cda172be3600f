/** Git's own way to change a file of a repository that others may change as well: FILE.lock, made exclusively, then renamed. */
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import { linkOrCopy } from './pack-file.ts'

/** Milliseconds that another git process is given to finish, and between looks. */
const PATIENCE = 5000
const LOOK_AGAIN = 100

/**
 * Gives `file` the content that `edit` makes of its present one; null: no such file.
 * A lock that a crash of this program left is taken over; anybody else's is waited for.
 * Throws GIT_FAILED with `data.retry` when that takes longer than some seconds.
 */
export async function rewriteLocked(
  file: string,
  edit: (text: string | null) => string | null,
): Promise<void> {
  const lock = `${file}.lock`
  // The lock's second name: one that a crash left is known by it.
  const claim = `${file}.gittorrent`
  if (!(await isSameFile(claim, lock))) {
    await rm(claim, { force: true })
    await writeFile(claim, '')
    await acquire(claim, lock)
  }
  let held = true
  try {
    const before = await readFile(file, 'utf8').catch(absent)
    const after = edit(before)
    if (after === before) return
    if (after === null) return await rm(file, { force: true })
    const handle = await open(lock, 'w')
    await handle.writeFile(after)
    await handle.sync()
    await handle.close()
    await rename(lock, file)
    held = false
  } finally {
    if (held) await rm(lock, { force: true })
    await rm(claim, { force: true })
  }
}

async function acquire(claim: string, lock: string): Promise<void> {
  for (const started = Date.now(); ;) {
    try {
      return await linkOrCopy(claim, lock)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (Date.now() - started > PATIENCE) {
      await rm(claim, { force: true })
      throw new AppError(
        'GIT_FAILED',
        `another git process is at work in this clone: ${lock} exists`,
        'it is tried again by itself; if no git is running there, delete that file',
        { retry: true, lock },
      )
    }
    await new Promise((done) => setTimeout(done, LOOK_AGAIN))
  }
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all([a, b].map((path) => stat(path, { bigint: true }).catch(absent)))
  return !!first && !!second && first.ino === second.ino && first.dev === second.dev
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
