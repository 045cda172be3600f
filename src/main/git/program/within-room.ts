import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { MAX_GROWTH } from './index-limits.ts'

/** How often a folder that git writes to is measured. Milliseconds. */
const MEASURE_EVERY = 200

/**
 * Does work that writes objects into a repository, and ends it when they take more room than is given: git itself has no limit
 * for what a thin pack is completed with. TOO_LARGE, also where it is only seen afterwards.
 * @param room bytes by which the object database may grow
 */
export async function withinRoom<T>(
  gitDir: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
  room = MAX_GROWTH,
): Promise<T> {
  const before = await sizeOf(gitDir)
  const tooMuch = new AbortController()
  const measure = async () => {
    if ((await sizeOf(gitDir)) - before > room) tooMuch.abort()
  }
  const timer = setInterval(() => void measure(), MEASURE_EVERY)
  try {
    const done = await work(signal ? AbortSignal.any([signal, tooMuch.signal]) : tooMuch.signal)
    await measure()
    if (tooMuch.signal.aborted) throw beyond(room)
    return done
  } catch (error) {
    throw tooMuch.signal.aborted && !signal?.aborted ? beyond(room) : error
  } finally {
    clearInterval(timer)
  }
}

const beyond = (room: number) =>
  new AppError(
    'TOO_LARGE',
    `a pack takes more than ${room} bytes once it is unpacked`,
    'nothing of it was kept; tell its publisher',
  )

/** Bytes of all objects, and of what git has begun to write. */
async function sizeOf(gitDir: string): Promise<number> {
  const objects = join(gitDir, 'objects')
  let bytes = 0
  for (const folder of await readdir(objects).catch(() => [])) {
    if (folder !== 'pack' && !/^[0-9a-f]{2}$/.test(folder)) continue
    for (const name of await readdir(join(objects, folder)).catch(() => [])) {
      const found = await stat(join(objects, folder, name)).catch(() => null)
      bytes += found?.size ?? 0
    }
  }
  return bytes
}
