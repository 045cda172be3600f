/**
 * What a power cut takes: bytes that were not synced, and names that were made, changed or removed since something in their folder was
 * synced. As journaling file systems have it: syncing a file or a folder keeps the names in its folder, and in those above, up to then.
 */
const fs = process.getBuiltinModule('node:fs')
const { dirname, join } = process.getBuiltinModule('node:path')

interface DirtyFile {
  readonly fd: number
  /** Before the first byte that was not synced. */
  readonly size: number
  readonly ranges: { readonly from: number; readonly to: number }[]
}

interface NameChange {
  readonly folders: readonly string[]
  undo(): void
}

export interface Unsynced {
  /** A file is about to be written; `from` null: all of it. */
  writes(path: string, from?: number | null, length?: number): void
  /** A file was synced, or a folder. */
  synced(path: string): void
  made(path: string): void
  /** @returns removes it, so that it can be brought back */
  remove(path: string): void
  /** About to be renamed. */
  renames(from: string, to: string): void
  /** The power is cut. */
  lose(): void
  forget(): void
}

export function createUnsynced(folder: string): Unsynced {
  const shadows = `${folder}.shadows`
  const files = new Map<string, DirtyFile>()
  let names: NameChange[] = []
  let count = 0

  const shadow = () => {
    fs.mkdirSync(shadows, { recursive: true })
    return join(shadows, String(count++))
  }
  const idOf = (path: string) => {
    const found = fs.statSync(path, { throwIfNoEntry: false })
    return found?.isFile() ? `${found.dev}:${found.ino}` : null
  }
  const change = (folders: readonly string[], undo: () => void) => void names.push({ folders, undo })
  const attempt = (work: () => void) => {
    try {
      work()
    } catch {
      // A later change, which stays, took its place.
    }
  }

  return {
    writes(path, from = null, length = 0) {
      const id = idOf(path)
      if (id === null) return
      const { size } = fs.statSync(path)
      const file = files.get(id) ?? { fd: fs.openSync(path, 'r+'), size, ranges: [] }
      files.set(id, file)
      file.ranges.push(from === null ? { from: 0, to: size } : { from, to: from + length })
    },
    synced(path) {
      const id = idOf(path)
      const file = id === null ? undefined : files.get(id)
      if (file) {
        fs.closeSync(file.fd)
        files.delete(id!)
      }
      const kept = id === null ? path : dirname(path)
      names = names.filter(({ folders }) =>
        folders.every((one) => one !== kept && !kept.startsWith(`${one}/`)),
      )
    },
    made: (path) => change([dirname(path)], () => fs.rmSync(path, { recursive: true, force: true })),
    remove(path) {
      if (!fs.lstatSync(path, { throwIfNoEntry: false })) return
      const kept = shadow()
      fs.renameSync(path, kept)
      change([dirname(path)], () => fs.renameSync(kept, path))
    },
    renames(from, to) {
      const before = fs.lstatSync(to, { throwIfNoEntry: false })
      const kept = shadow()
      if (before?.isFile()) fs.linkSync(to, kept)
      change([dirname(to)], () => {
        fs.renameSync(to, from)
        if (before?.isFile()) fs.renameSync(kept, to)
      })
    },
    lose() {
      for (const { fd, size, ranges } of files.values()) {
        for (const { from, to } of ranges) {
          const length = Math.min(to, size) - from
          if (length > 0) fs.writeSync(fd, Buffer.alloc(length), 0, length, from)
        }
        if (fs.fstatSync(fd).size > size) fs.ftruncateSync(fd, size)
      }
      for (const { undo } of names.reverse()) attempt(undo)
    },
    forget() {
      for (const { fd } of files.values()) fs.closeSync(fd)
      files.clear()
      names = []
      fs.rmSync(shadows, { recursive: true, force: true })
    },
  }
}
