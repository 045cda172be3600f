/** Small things that the shell remembers on disk. Losing them costs nothing, so reading and writing never fail. */
import { readFileSync, writeFileSync } from 'node:fs'

/** Whatever the file holds; null where there is none or no JSON in it. */
export function readKept(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

export function writeKept(path: string, value: object): void {
  try {
    writeFileSync(path, `${JSON.stringify(value)}\n`)
  } catch {
    // a full or read-only disk: it is forgotten
  }
}
