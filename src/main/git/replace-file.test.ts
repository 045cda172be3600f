import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { replaceFile } from './replace-file.ts'
import { syncPath } from './sync-path.ts'

vi.mock('./sync-path.ts')

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gittorrent-replace-'))
  file = join(folder, 'HEAD')
  await writeFile(file, 'old')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('has its bytes on the disk before it gets its name', async () => {
  const synced: (readonly [string, string, string])[] = []
  vi.mocked(syncPath).mockImplementation(async (path) => {
    synced.push([basename(path), await readFile(path, 'utf8'), await readFile(file, 'utf8')])
  })
  await replaceFile(file, 'new')
  expect(synced).toEqual([['HEAD.new', 'new', 'old']])
  expect(await readFile(file, 'utf8')).toBe('new')
  expect(await readdir(folder)).toEqual(['HEAD'])
})

it('changes nothing where nothing changes', async () => {
  vi.mocked(syncPath).mockReset()
  await replaceFile(file, 'old')
  expect(syncPath).not.toHaveBeenCalled()
})
