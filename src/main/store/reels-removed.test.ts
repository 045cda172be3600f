/** A reel is removed while somebody looks what there is of it: what was seen a moment ago is not there any more. */
import type * as promises from 'node:fs/promises'
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sha256Bytes } from '../gtp/crypto.ts'
import { reelId } from '../gtp/reel.ts'
import type { ReelInfo } from '../gtp/types.ts'
import { createReelStore } from './reels.ts'

/** What happens once the store has looked at a file, before it goes on. */
const looked = vi.hoisted(() => ({ at: '', then: async () => {} }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof promises>()
  const stat = async (path: string) => {
    const [found] = await Promise.allSettled([real.stat(path)])
    if (path === looked.at) await looked.then()
    if (found.status === 'rejected') throw found.reason
    return found.value
  }
  const readFile = async (path: string) => {
    const found = await real.readFile(path)
    if (path === looked.at) await looked.then()
    return found
  }
  return { ...real, stat, readFile }
})

const content = new Uint8Array(2000).fill(7)
const hashes = new Uint8Array([
  ...sha256Bytes(content.subarray(0, 1024)),
  ...sha256Bytes(content.subarray(1024)),
])
const reel: ReelInfo = {
  id: reelId(hashes),
  kind: 'history',
  bytes: content.length,
  blockSize: 1024,
  needs: [],
  gives: [],
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gittorrent-reels-'))
})
afterEach(async () => {
  looked.at = ''
  await rm(folder, { recursive: true, force: true })
})

/** On a disk where all of it is, under the last of its names or the one before. */
async function storeWith(end: 'pack' | 'part') {
  await writeFile(join(folder, `${reel.id}.hashes`), hashes)
  await writeFile(join(folder, `${reel.id}.${end}`), content)
  return createReelStore(folder)
}

it.each([
  ['pack', 'hashes'],
  ['pack', 'pack'],
  ['part', 'hashes'],
  ['part', 'pack'],
  ['part', 'part'],
] as const)('a %s, once its %s were looked at', async (end, at) => {
  const store = await storeWith(end)
  looked.at = join(folder, `${reel.id}.${at}`)
  const then = vi.fn(() => store.remove(reel.id))
  looked.then = then
  expect(await store.load(reel)).toEqual({ hashes: null, have: 'none' })
  expect(then).toHaveBeenCalled()
  looked.at = ''

  // And it comes again from its beginning.
  expect(await store.load(reel)).toEqual({ hashes: null, have: 'none' })
  await store.saveHashes(reel, hashes)
  await store.write(reel, 0, content)
  await access(await store.finish(reel))
  expect(Buffer.from(await store.read(reel, 0, content.length))).toEqual(Buffer.from(content))
  await store.close()
})
