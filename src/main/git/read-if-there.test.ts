import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { boundaryFile, removeFromBoundary } from './boundary.ts'
import { commonDir } from './object-store.ts'
import { readIfThere } from './read-if-there.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-read-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('reads what is there, and misses what is not', async () => {
  writeFileSync(join(folder, 'file'), 'text')
  expect(await readIfThere(join(folder, 'file'))).toBe('text')
  expect(await readIfThere(join(folder, 'none'))).toBeNull()
  expect(await readIfThere(join(folder, 'file', 'below'))).toBeNull()
})

it('what can not be read is not missing: neither the way to the other folder of a worktree nor a boundary', async () => {
  // Folders in their place can't be read, by root neither.
  mkdirSync(join(folder, 'commondir'))
  await expect(commonDir(folder)).rejects.toThrow('EISDIR')
  mkdirSync(boundaryFile(folder))
  await expect(removeFromBoundary(folder, [])).rejects.toThrow('EISDIR')
})
