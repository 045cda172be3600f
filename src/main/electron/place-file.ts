/** The window's place on disk. Losing it costs nothing, so reading and writing never fail. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { SavedPlace } from './window-place.ts'

/** Whatever the file holds; null where there is none or no JSON in it. */
export function readPlace(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

export function writePlace(path: string, place: SavedPlace): void {
  try {
    writeFileSync(path, `${JSON.stringify(place)}\n`)
  } catch {
    // a full or read-only disk: the window opens in the middle next time
  }
}
