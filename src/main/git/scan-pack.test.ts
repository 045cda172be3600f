import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  BLOB,
  deltaOf,
  offsetBack,
  OFS_DELTA,
  packEntry as entry,
  rawPack,
  REF_DELTA,
} from '../../../test/git/raw-pack.ts'
import { EMBEDDED, type ScanLimits } from './scan-limits.ts'
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

const scan = (file: string, limits: Partial<ScanLimits> = {}) => scanPack(file, { ...EMBEDDED, ...limits })
const hello = Buffer.from('hello, hello, hello')

it('counts the objects of a sound pack, empty ones too', async () => {
  const file = await pack([entry(BLOB, hello.length, hello), entry(BLOB, 0, Buffer.alloc(0))])
  expect(await scan(file)).toBe(2)
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
  await expect(scan(await pack(entries()))).rejects.toMatchObject({ code: 'BAD_PACK' })
})

it('refuses packs with fewer or more objects than they say, or another checksum', async () => {
  const one = entry(BLOB, hello.length, hello)
  await expect(scan(await pack([one], 2))).rejects.toMatchObject({ code: 'BAD_PACK' })
  await expect(scan(await pack([one, one], 1))).rejects.toMatchObject({ code: 'BAD_PACK' })
  const file = await pack([one])
  await writeFile(file, 'x', { flag: 'r+' })
  await expect(scan(file)).rejects.toThrow(/checksum/)
})

/** A base, and as many deltas on top of one another, or of the base, that give it back. */
const chain = (length: number, size = hello.length, content = hello) => {
  const entries = [entry(BLOB, size, content)]
  for (let count = 0; count < length; count++) {
    const delta = deltaOf(size, size)
    entries.push(entry(OFS_DELTA, delta.length, delta, offsetBack(entries.at(-1)!.length)))
  }
  return entries
}

it('refuses deltas that build on nothing before them', async () => {
  const base = entry(BLOB, hello.length, hello)
  const delta = deltaOf(hello.length, hello.length)
  for (const distance of [0, 1, base.length - 1, base.length + 1, 2 ** 40]) {
    const bad = entry(OFS_DELTA, delta.length, delta, offsetBack(distance))
    await expect(scan(await pack([base, bad]))).rejects.toMatchObject({ code: 'BAD_PACK' })
  }
  expect(await scan(await pack(chain(1)))).toBe(2)
})

it.each([
  ['objects', { objects: 2 }, () => chain(2)],
  ['bytes in all', { all: 3 * hello.length }, () => chain(3)],
  ['deltas on top of one another', { depth: 2 }, () => chain(3)],
] as const)('finds too many %s too much', async (_, limits, entries) => {
  await expect(scan(await pack(entries()), limits)).rejects.toMatchObject({ code: 'TOO_LARGE' })
  expect(await scan(await pack(entries()))).toBe(entries().length)
})

it('counts what deltas make, and not only what they say', async () => {
  const size = 2 ** 20
  const file = await pack(chain(40, size, Buffer.alloc(size)))
  expect(await scan(file)).toBe(41)
  await expect(scan(file, { all: 20 * size })).rejects.toMatchObject({ code: 'TOO_LARGE' })
})

it('refuses more objects than the bytes have room for, before it looks at one', async () => {
  const file = await pack([entry(BLOB, 0, Buffer.alloc(0))], 2 ** 32 - 1)
  await expect(scan(file, { objects: Infinity })).rejects.toMatchObject({
    code: 'BAD_PACK',
    message: expect.stringContaining('claims to hold 4294967295 objects') as string,
  })
})

it('leaves the event loop to others while it unfolds what is large, and what is much', async () => {
  const large = Buffer.alloc(64 * 1024 * 1024)
  const small = Array.from({ length: 5_000 }, () => entry(BLOB, 4096, Buffer.alloc(4096)))
  const file = await pack([entry(BLOB, large.length, large), ...small])
  let turns = 0
  let going = true
  const others = () => {
    turns++
    if (going) setImmediate(others)
  }
  others()
  await scan(file)
  going = false
  // A turn for each MiB, at least.
  expect(turns).toBeGreaterThan(64)
})
