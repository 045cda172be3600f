import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BLOB, packEntry as entry, rawPack, REF_DELTA } from '../../../../test/git/raw-pack.ts'
import { scanPack } from './scan-pack.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-pack-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function pack(entries: readonly Buffer[], count = entries.length): Promise<string> {
  const file = join(folder, 'a.pack')
  await writeFile(file, rawPack(entries, count))
  return file
}

const hello = Buffer.from('hello, hello, hello')

it('counts the objects of a sound pack, empty ones too', async () => {
  const file = await pack([entry(BLOB, hello.length, hello), entry(BLOB, 0, Buffer.alloc(0))])
  expect(await scanPack(file)).toBe(2)
})

it.each([
  ['claims more than there is', () => [entry(BLOB, hello.length + 1, hello)]],
  ['unfolds to more than it claims', () => [entry(BLOB, 3, hello)]],
  ['claims a gigabyte', () => [entry(BLOB, 2 ** 30, hello)]],
  [
    'is a delta whose result claims a gigabyte',
    () => [entry(REF_DELTA, 6, Buffer.from([19, 128, 128, 128, 128, 4]), Buffer.alloc(20))],
  ],
])('refuses an object that %s', async (_, entries) => {
  await expect(scanPack(await pack(entries()))).rejects.toMatchObject({ code: 'BAD_PACK' })
})

it('refuses packs with fewer or more objects than they say, or another checksum', async () => {
  const one = entry(BLOB, hello.length, hello)
  await expect(scanPack(await pack([one], 2))).rejects.toMatchObject({ code: 'BAD_PACK' })
  await expect(scanPack(await pack([one, one], 1))).rejects.toMatchObject({ code: 'BAD_PACK' })
  const file = await pack([one])
  await writeFile(file, 'x', { flag: 'r+' })
  await expect(scanPack(file)).rejects.toThrow(/checksum/)
})
