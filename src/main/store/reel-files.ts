/** Open files of reels: reads and writes at offsets, with a bounded number of handles. */
import { open, type FileHandle } from 'node:fs/promises'

/** Reels whose files stay open at a time. */
export const MAX_OPEN_REELS = 64

export interface ReelFiles {
  /** Fills `into`, and returns it. */
  read(path: string, offset: number, into: Uint8Array): Promise<Uint8Array>
  write(path: string, offset: number, data: Uint8Array): Promise<void>
  /** Syncs what was written and closes. */
  release(path: string): Promise<void>
  releaseAll(): Promise<void>
}

interface OpenFile {
  readonly handle: Promise<FileHandle>
  readonly writable: boolean
  users: number
}

export function createReelFiles(): ReelFiles {
  const files = new Map<string, OpenFile>() // in order of last use

  async function withFile<T>(
    path: string,
    writable: boolean,
    use: (handle: FileHandle) => Promise<T>,
  ): Promise<T> {
    // Another user may have opened it for writing while we waited: look again each time.
    for (let open = files.get(path); open && writable && !open.writable; open = files.get(path))
      await release(path)
    const file = files.get(path) ?? { handle: open(path, writable ? 'r+' : 'r'), writable, users: 0 }
    files.delete(path)
    files.set(path, file)
    file.users++
    try {
      return await use(await file.handle)
    } catch (error) {
      const opened = await file.handle.catch(() => null)
      if (!opened && files.get(path) === file) files.delete(path)
      throw error
    } finally {
      file.users--
      await closeOldest()
    }
  }

  async function closeOldest(): Promise<void> {
    if (files.size <= MAX_OPEN_REELS) return
    for (const [path, file] of files) if (file.users === 0) return release(path)
  }

  async function release(path: string): Promise<void> {
    const file = files.get(path)
    if (!file) return
    files.delete(path)
    const handle = await file.handle.catch(() => null)
    if (!handle) return
    if (file.writable) await handle.sync()
    await handle.close()
  }

  return {
    read: (path, offset, into) =>
      withFile(path, false, async (handle) => {
        const { bytesRead } = await handle.read(into, 0, into.length, offset)
        if (bytesRead !== into.length) throw new Error(`${path} is shorter than it should be`)
        return into
      }),
    write: (path, offset, data) =>
      withFile(path, true, async (handle) => {
        for (let done = 0; done < data.length;) {
          done += (await handle.write(data, done, data.length - done, offset + done)).bytesWritten
        }
      }),
    release,
    releaseAll: async () => void (await Promise.all([...files.keys()].map(release))),
  }
}
