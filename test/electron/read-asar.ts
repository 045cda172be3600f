/** Reads an asar archive: a JSON header behind four 32-bit numbers, then the files' bytes one after another. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>
  readonly size?: number
  readonly offset?: string
}

export interface Asar {
  /** Paths of all files, with `/`. */
  readonly paths: readonly string[]
  read(path: string): Buffer
  /** Writes all files into a folder. */
  extract(folder: string): void
}

export function readAsar(file: string): Asar {
  const bytes = readFileSync(file)
  const contents = 8 + bytes.readUInt32LE(4)
  const headerLength = bytes.readUInt32LE(12)
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + headerLength)) as Entry

  const entries = new Map<string, Entry>()
  const walk = (entry: Entry, path: string) => {
    if (entry.size !== undefined) entries.set(path, entry)
    for (const [name, child] of Object.entries(entry.files ?? {}))
      walk(child, path ? `${path}/${name}` : name)
  }
  walk(header, '')

  const read = (path: string) => {
    const entry = entries.get(path)
    if (!entry) throw new Error(`${path} is not in ${file}`)
    const start = contents + Number(entry.offset)
    return bytes.subarray(start, start + (entry.size ?? 0))
  }
  return {
    paths: [...entries.keys()],
    read,
    extract(folder) {
      for (const path of entries.keys()) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), read(path))
      }
    },
  }
}
