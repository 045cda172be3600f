import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What marks the fuses in Electron's program; version 1 and nine fuses follow, each on. */
const FUSES = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('1'.repeat(9)),
])

/** Files in the place of Electron's, of which nothing is run: its program can't be downloaded everywhere. */
export function writeStandIn(electron: string): void {
  for (const part of ['resources', 'locales']) mkdirSync(join(electron, part), { recursive: true })
  writeFileSync(join(electron, 'electron'), Buffer.concat([Buffer.from('a program '), FUSES]), {
    mode: 0o755,
  })
  writeFileSync(join(electron, 'locales', 'en-US.pak'), '')
}
