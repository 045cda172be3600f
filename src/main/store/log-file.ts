/** A file that is written to line by line, and begun anew when it is full: the older ones are kept beside it, up to a number. */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of one file. */
export const MAX_LOG_BYTES = 1_000_000
/** Files in all, the one that is written to among them. */
export const MAX_LOG_FILES = 4
/** Characters of one line; what is longer is cut. */
export const MAX_LOG_LINE = 4_000

const NAME = 'gittorrent.log'

export interface LogFile {
  /** Never throws: a full disk costs lines, and nothing else. */
  write(line: string): void
  close(): void
}

/** Paths of the log files in a folder, the newest first; some may not be there. */
export const logFiles = (folder: string): readonly string[] =>
  Array.from({ length: MAX_LOG_FILES }, (_, age) => join(folder, age === 0 ? NAME : `${NAME}.${age}`))

/**
 * Written at once, since what a node says last is what matters most: meant for what happens now and then, not for each message.
 * @param maxBytes of one file
 */
export function openLogFile(folder: string, maxBytes = MAX_LOG_BYTES): LogFile {
  const files = logFiles(folder)
  let file: number | null = null
  let size = 0

  const open = () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    file = openSync(files[0]!, 'a', 0o600)
    size = fstatSync(file).size
  }
  const close = () => {
    if (file !== null) closeSync(file)
    file = null
  }
  const rotate = () => {
    close()
    rmSync(files.at(-1)!, { force: true })
    for (let age = files.length - 2; age >= 0; age--) move(files[age]!, files[age + 1]!)
    open()
  }

  return {
    write(line) {
      try {
        if (file === null) open()
        const bytes = Buffer.from(`${line.slice(0, MAX_LOG_LINE)}\n`)
        if (size > 0 && size + bytes.length > maxBytes) rotate()
        size += writeSync(file!, bytes)
      } catch {
        // There is nowhere to tell it.
      }
    },
    close,
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch {
    // It isn't there yet.
  }
}
