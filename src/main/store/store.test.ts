import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ReelInfo } from '../gtp/types.ts'
import { blockLength, reelId } from '../gtp/reel.ts'
import { sha256Bytes } from '../gtp/crypto.ts'
import { openDataDir } from './data-dir.ts'
import { hashBlocks } from './hash-blocks.ts'
import { loadIdentity } from './identity.ts'
import { readJson, writeJson } from './json-file.ts'
import { createProjectsStore, type ProjectRecord } from './projects.ts'
import { createReelStore } from './reels.ts'
import { writeAtomic } from './write-atomic.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'gittorrent-store-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

const blockSize = 1024
function makeReel(content: Uint8Array): { reel: ReelInfo; hashes: Uint8Array } {
  const blocks = Math.ceil(content.length / blockSize)
  const hashes = new Uint8Array(blocks * 32)
  for (let i = 0; i < blocks; i++)
    hashes.set(sha256Bytes(content.subarray(i * blockSize, (i + 1) * blockSize)), i * 32)
  const reel = {
    id: reelId(hashes),
    kind: 'history',
    bytes: content.length,
    blockSize,
    needs: [],
    gives: [],
  } as const
  return { reel, hashes }
}

describe('writeAtomic', () => {
  it('replaces a file and leaves nothing beside it', async () => {
    const path = join(folder, 'a')
    await writeAtomic(path, 'one')
    await writeAtomic(path, 'two')
    expect(await readFile(path, 'utf8')).toBe('two')
    expect(await readdir(folder)).toEqual(['a'])
  })

  it('leaves the old content and no temporary file when it fails', async () => {
    await expect(writeAtomic(join(folder, 'missing', 'a'), 'x')).rejects.toThrow('ENOENT')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('data directory', () => {
  it('is a folder', async () => {
    const path = join(folder, 'file')
    await writeFile(path, '')
    await expect(openDataDir(path)).rejects.toMatchObject({
      code: 'PERMISSION',
      message: expect.stringMatching(/file is a file$/) as string,
    })
  })

  it('is refused while its node lives, and taken over from a dead one', async () => {
    const path = join(folder, 'data')
    const first = await openDataDir(path)
    await expect(openDataDir(path)).rejects.toMatchObject({ data: { pid: process.pid } })
    await writeFile(join(path, 'node.lock'), '1') // process 1 lives
    await expect(openDataDir(path)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE', data: { pid: 1 } })
    await writeFile(join(path, 'node.lock'), '4194304999') // no such process
    const second = await openDataDir(path)
    await second.release()
    await first.release()
    expect(await readdir(path)).not.toContain('node.lock')
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })
})

it('what a killed node had half written or removed is gone after the next start, and nothing else', async () => {
  const path = join(folder, 'data')
  await (await openDataDir(path)).release()
  const project = join('projects', 'ab'.repeat(20))
  const stray = ['settings.json', join(project, 'project.json'), join(project, 'references', '7'), 'reels/x']
  const kept = [...stray, join(project, 'project.json.damaged'), 'node.lock.1-2.tmp', 'own.tmp']
  await mkdir(join(path, project, 'references'), { recursive: true })
  await mkdir(join(path, `${project}.gone`, 'references'), { recursive: true })
  for (const name of [...stray.map((one) => `${one}.4711-3.tmp`), ...kept])
    await writeFile(join(path, name), '')
  await (await openDataDir(path)).release()
  const left = (await readdir(path, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  expect(left.map((one) => relative(path, join(one.parentPath, one.name))).sort()).toEqual(
    [...kept, 'format'].sort(),
  )
  expect(await readdir(join(path, 'projects'))).toEqual(['ab'.repeat(20)])
})

describe('a data directory that can not be', () => {
  it.runIf(process.platform === 'linux')('is told, at once', async () => {
    await expect(openDataDir('/proc/nope')).rejects.toMatchObject({ code: 'PERMISSION' })
  })

  it('is made with the folders above it', async () => {
    await (await openDataDir(join(folder, 'a', 'b', 'c'))).release()
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['c'])
  })
})

describe('json files', () => {
  it('sets a damaged one aside and says so', async () => {
    const path = join(folder, 's.json')
    await writeFile(path, '{"name":')
    const told: string[] = []
    expect(await readJson(path, z.object({ name: z.string() }), (text) => told.push(text))).toBeNull()
    expect(told).toHaveLength(1)
    await writeFile(path, '[]')
    expect(await readJson(path, z.object({ name: z.string() }), (text) => told.push(text))).toBeNull()
    expect(await readdir(folder)).toEqual(['s.json.damaged', 's.json.damaged-2'])
    expect(await readFile(join(folder, 's.json.damaged'), 'utf8')).toBe('{"name":')
    expect(told[1]).toMatch(/set aside as .*s\.json\.damaged-2$/)
    await writeJson(path, { name: 'Alice' })
    expect(await readJson(path, z.object({ name: z.string() }), () => {})).toEqual({ name: 'Alice' })
  })
})

describe('identity', () => {
  it('is made once, kept private, and signs', async () => {
    const path = join(folder, 'identity.pem')
    const first = await loadIdentity(path)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const second = await loadIdentity(path)
    expect(second.peerId).toBe(first.peerId)
    expect(first.peerId).toMatch(/^[0-9a-f]{40}$/)
    const data = randomBytes(40)
    const key = createPublicKey(first.privateKeyPem)
    expect(verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, second.sign(data))).toBe(true)
  })

  it('refuses a damaged key and leaves it where it is', async () => {
    const path = join(folder, 'identity.pem')
    await writeFile(path, 'not a key')
    await expect(loadIdentity(path)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(await readFile(path, 'utf8')).toBe('not a key')
  })
})

describe('projects', () => {
  const first = {
    repoHash: 'ab'.repeat(20),
    role: 'joiner',
    name: 'x',
    path: '/x',
    state: 'joining',
    since: 1,
  }

  it('keeps no record that was still being written when its project was removed, or the store closed', async () => {
    const store = createProjectsStore(folder)
    const save = (seq: number) => store.saveRecord({ ...first, seq } as ProjectRecord)
    await Promise.all([save(1), save(2), store.remove(first.repoHash)])
    expect(await store.list()).toEqual([])
    void save(3)
    await store.close()
    const [kept] = await store.list()
    await save(4)
    expect((await store.list())[0]?.record.seq).toBe(3)
    expect(kept?.record.seq).toBe(3)
  })
})

describe('reels', () => {
  const content = randomBytes(5 * blockSize + 100)
  const { reel, hashes } = makeReel(content)
  const write = (store: ReturnType<typeof createReelStore>, index: number) =>
    store.write(
      reel,
      index * blockSize,
      content.subarray(index * blockSize, index * blockSize + blockLength(reel, index)),
    )

  it('takes blocks in any order, serves them, and becomes a read-only pack', async () => {
    const store = createReelStore(folder)
    expect(await store.load(reel)).toEqual({ hashes: null, have: 'none' })
    await store.saveHashes(reel, hashes)
    await Promise.all([5, 0, 3, 1, 4, 2].map((index) => write(store, index)))
    expect(Buffer.from(await store.read(reel, 5 * blockSize, 100))).toEqual(content.subarray(5 * blockSize))
    const path = await store.finish(reel)
    expect(await readFile(path)).toEqual(content)
    expect((await stat(path)).mode & 0o777).toBe(0o444)
    expect(await store.load(reel)).toMatchObject({ have: 'all' })
    expect(Buffer.from(await store.read(reel, 0, 10))).toEqual(content.subarray(0, 10))
    await store.close()
  })

  it('after a crash has just the blocks that are right', async () => {
    const before = createReelStore(folder)
    await before.saveHashes(reel, hashes)
    await write(before, 1)
    await write(before, 5)
    await before.write(reel, 3 * blockSize, new Uint8Array(blockSize)) // torn: space was made, bytes never came
    await before.close()
    const after = createReelStore(folder)
    expect((await after.load(reel)).have).toEqual(new Uint8Array([0, 1, 0, 0, 0, 1]))
    await after.remove(reel.id)
    expect(await readdir(folder)).toEqual([])
    await after.close()
  })

  it('is not brought back by a write that comes late, and begins anew after it was removed', async () => {
    const store = createReelStore(folder)
    for (let round = 0; round < 20; round++) {
      await store.load(reel)
      await store.saveHashes(reel, hashes)
      const writes = [0, 1, 2, 3].map((index) => write(store, index))
      const gone = store.remove(reel.id)
      await Promise.allSettled([...writes, write(store, 4)])
      await gone
      expect(await readdir(folder)).toEqual([])
    }
    await store.load(reel)
    await store.saveHashes(reel, hashes)
    for (let index = 0; index < 6; index++) await write(store, index)
    expect(await readFile(await store.finish(reel))).toEqual(content)
    await store.close()
  })

  it('does not take a pack that was cut for a whole one', async () => {
    const store = createReelStore(folder)
    const made = join(folder, 'made.pack')
    await writeFile(made, content)
    await store.adopt(made, reel, hashes)
    expect((await store.load(reel)).have).toBe('all')
    await truncate(store.packPath(reel.id), 100)
    expect((await createReelStore(folder).load(reel)).have).toBe('none')
    await store.close()
  })

  it('hashes a made pack as its receivers will', async () => {
    const path = join(folder, 'made.pack')
    await writeFile(path, content)
    const made = await hashBlocks(path, content.length)
    expect(made.hashes).toEqual(new Uint8Array(sha256Bytes(content)))
    expect(made.id).toBe(reelId(made.hashes))
  })
})
