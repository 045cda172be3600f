import type { ChildProcess } from 'node:child_process'
import { open, rename, rm, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { Readable, pipeline } from 'node:stream'
import { AppError } from '../../../shared/errors.ts'
import { throwIfAborted } from '../failures.ts'
import type { Repository } from '../types.ts'
import { inside } from './open.ts'
import { endProcess } from './process.ts'
import type { GitProgram } from './run.ts'

/** Threads that look for deltas: more would take the machine away from its user. */
export const MAX_THREADS = 8
/** Memory of each thread's delta window; a few large files would otherwise fill it with copies of themselves. */
export const WINDOW_MEMORY = '256m'
/** Characters of object list handed to pack-objects at once. */
const BATCH = 64 * 1024

async function* batches(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let batch = ''
  for await (const line of lines) {
    batch += `${line}\n`
    if (batch.length >= BATCH) {
      yield batch
      batch = ''
    }
  }
  yield batch
}

/**
 * Packs the listed objects into `file`, which appears whole or not at all. Returns its length in bytes.
 * @param lines "OID" or "OID PATH"; for a thin pack also "-OID" of a commit whose tree deltas may build on
 */
export async function writePack(
  git: GitProgram,
  repository: Repository,
  lines: AsyncIterable<string>,
  file: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { gitDir, cwd } = inside(repository)
  const unfinished = `${file}.unfinished`
  const handle = await open(unfinished, 'w')
  try {
    const threads = Math.min(availableParallelism(), MAX_THREADS)
    const args = ['--stdout', '--quiet', '--delta-base-offset', `--threads=${threads}`]
    const { child, done } = git.start([gitDir, 'pack-objects', ...args, `--window-memory=${WINDOW_MEMORY}`], {
      cwd,
      signal,
      stdout: handle.fd,
      writesTo: file,
    })
    await feed(child, done, lines, signal)
    await handle.sync()
    await handle.close()
    const { size } = await stat(unfinished)
    await rename(unfinished, file)
    return size
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(unfinished, { force: true })
    throw AppError.of(error)
  }
}

/** Hands a packer its list. Settles when it has ended; rejects with what went wrong first, the list or the packer. */
export async function feed(
  child: ChildProcess,
  done: Promise<void>,
  lines: AsyncIterable<string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const fed = new Promise<void>((resolve, reject) => {
    if (!child.stdin) return resolve()
    pipeline(Readable.from(batches(lines)), child.stdin, (error) => (error ? reject(error) : resolve()))
  })
  // A list that breaks off would make a pack that lacks objects: end the packer rather than let it finish.
  fed.catch(() => endProcess(child))
  const [listed, packed] = await Promise.allSettled([fed, done])
  throwIfAborted(signal)
  // When the packer fails first, the list only fails because nobody reads it any more.
  if (listed.status === 'rejected' && listed.reason instanceof AppError) throw listed.reason
  if (packed.status === 'rejected') throw packed.reason
  if (listed.status === 'rejected') throw listed.reason
}
