import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scanPack } from './scan-pack.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-pack-'))
})
afterAll(() => rm(folder, { recursive: true }))

const BLOB = 3
const REF_DELTA = 7

/** An entry with a size that need not be the content's. */
function entry(type: number, size: number, content: Buffer, base = Buffer.alloc(0)): Buffer {
  const header: number[] = []
  let byte = (type << 4) | (size & 15)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    header.push(byte | 128)
    byte = rest & 127
  }
  return Buffer.concat([Buffer.from([...header, byte]), base, deflateSync(content)])
}

async function pack(entries: readonly Buffer[], count = entries.length): Promise<string> {
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
  header.writeUInt32BE(count, 8)
  const body = Buffer.concat([header, ...entries])
  const file = join(folder, 'a.pack')
  await writeFile(file, Buffer.concat([body, createHash('sha1').update(body).digest()]))
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
