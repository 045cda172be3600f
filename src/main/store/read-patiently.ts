import { readdir, readFile } from 'node:fs/promises'

/** What a system that is short of something for a moment, or a disk that stumbles, says. */
const PASSING: ReadonlySet<unknown> = new Set(['EMFILE', 'ENFILE', 'EAGAIN', 'EBUSY', 'EINTR', 'EIO'])
const ATTEMPTS = 6
/** Longer with each attempt; milliseconds. */
const PAUSE = 20

/** A file's bytes; null where there is none. Rejects where it can't be read, after some attempts: that is not damage. */
export const readPatiently = (path: string): Promise<Buffer | null> => patiently(() => readFile(path))

/** The names in a folder; none where there is no folder. */
export const listPatiently = async (path: string): Promise<readonly string[]> =>
  (await patiently(() => readdir(path))) ?? []

async function patiently<T>(read: () => Promise<T>): Promise<T | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read()
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') return null
      if (!PASSING.has(code) || attempt === ATTEMPTS) throw error
      await new Promise((resolve) => setTimeout(resolve, attempt * PAUSE))
    }
  }
}
