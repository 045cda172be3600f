/** One process at a time has a data directory: its lock says which one, and is there whole or not at all. */
import { createHash, randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import { beganAt, isRunning, type ProcessName } from './process-age.ts'
import { renamePatiently } from './write-atomic.ts'

/** How often a starter looks again while others come and go, and how long it waits in between; milliseconds. */
const ATTEMPTS = 100
const PAUSE = 20
/** Looks at a lock that says nothing: where links aren't known, its content comes a moment after its name. */
const LOOKS_AT_EMPTY = 10

/**
 * Takes the lock for this process. Throws DATA_DIR_IN_USE, naming the other process.
 * @returns gives it back, if it is still this one's
 */
export async function takeLock(lock: string, folder: string): Promise<() => Promise<void>> {
  // The last part is of this taking alone: a lock that was read can be told from one that took its place.
  const own = `${process.pid} ${beganAt(process.pid) ?? '-'} ${randomBytes(8).toString('hex')}\n`
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await take(lock, own, attempt)) return () => release(lock, own)
    const holder = await holderOf(lock)
    if (holder) {
      throw new AppError(
        'DATA_DIR_IN_USE',
        `${folder} is in use by process ${holder.pid}`,
        'stop that node (gittorrent stop), or give this one another folder with --data-dir',
        { pid: holder.pid },
      )
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
  throw new AppError('DATA_DIR_IN_USE', `${folder} was taken by another node just now`, 'try again')
}

/** The process that has a lock, and runs; null where none does. */
export async function holderOf(lock: string): Promise<ProcessName | null> {
  const found = await readFile(lock, 'utf8').catch(() => '')
  const holder = parse(found)
  return holder && isRunning(holder) ? holder : null
}

/**
 * Takes what is free, or what a process left that has ended. Of those who want the latter only one may replace it: who has
 * the lock that is named after its content. That one may be left behind in turn.
 */
async function take(lock: string, own: string, attempt: number): Promise<boolean> {
  if (await create(lock, own)) return true
  const found = await readFile(lock, 'utf8').catch(ifMissing)
  if (found === null) return false
  const holder = parse(found)
  if (holder ? isRunning(holder) : attempt < LOOKS_AT_EMPTY) return false
  const right = `${lock}-${createHash('sha256').update(found).digest('hex').slice(0, 16)}`
  if (!(await take(right, own, attempt))) return false
  try {
    // Somebody may have had that right before, and used it.
    if ((await readFile(lock, 'utf8').catch(ifMissing)) !== found) return false
    const fresh = freshName(lock)
    await writeFile(fresh, own, { flag: 'wx', mode: 0o600 })
    await renamePatiently(fresh, lock)
    return true
  } finally {
    await release(right, own)
  }
}

/** A link refuses a name that is taken, and brings the whole content at once. */
async function create(lock: string, own: string): Promise<boolean> {
  const fresh = freshName(lock)
  await writeFile(fresh, own, { flag: 'wx', mode: 0o600 })
  try {
    await link(fresh, lock).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error
      return writeFile(lock, own, { flag: 'wx', mode: 0o600 }) // no links on this file system
    })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(fresh, { force: true })
  }
}

async function release(lock: string, own: string): Promise<void> {
  if ((await readFile(lock, 'utf8').catch(ifMissing)) === own) await rm(lock, { force: true })
}

const freshName = (lock: string) => `${lock}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`

function parse(text: string): ProcessName | null {
  const [, pid, began] = /^(\d+)(?: (\S+) \S+)?\s*$/.exec(text) ?? []
  return pid === undefined
    ? null
    : { pid: Number(pid), began: began === undefined || began === '-' ? null : began }
}

function ifMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
