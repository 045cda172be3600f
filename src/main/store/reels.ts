/**
 * Reels by content: `<id>.pack` is whole, `<id>.part` is arriving, `<id>.hashes` is the verified list of block hashes.
 * No map of what arrived is kept on disk: after a crash the blocks themselves are hashed again, so that a map can't lie.
 */
import { chmod, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReelInfo } from '../gtp/types.ts'
import type { Hex } from '../../shared/model.ts'
import { blockCount, blockLength, verifyBlock, verifyHashList } from '../gtp/reel.ts'
import { readPatiently } from './read-patiently.ts'
import { createReelFiles } from './reel-files.ts'
import { syncFolder, writeAtomic } from './write-atomic.ts'

export interface StoredReel {
  readonly hashes: Uint8Array | null
  /** One byte a block, 1 where it is there and right. */
  readonly have: Uint8Array | 'all' | 'none'
}

/** A reel as it lies on the disk. */
export interface StoredFile {
  readonly id: Hex
  readonly bytes: number
  readonly whole: boolean
  /** Which file it is, whatever its name, and how many names it has: where a clone has one, its bytes are the clone's as well. */
  readonly file: string
  readonly names: number
}

export interface ReelStore {
  /** What is there of a reel; blocks of a part are verified, so this may take a while. Rejects where it can't be read. */
  load(reel: ReelInfo): Promise<StoredReel>
  saveHashes(reel: ReelInfo, hashes: Uint8Array): Promise<void>
  /** @param into is filled, and returned; default: a new one of `length` bytes */
  read(reel: ReelInfo, offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>
  write(reel: ReelInfo, offset: number, data: Uint8Array): Promise<void>
  /** All blocks are there: makes it durable and read-only. Returns the pack's path. */
  finish(reel: ReelInfo): Promise<string>
  /** Takes a pack that this node made; the file is moved. */
  adopt(file: string, reel: ReelInfo, hashes: Uint8Array): Promise<void>
  packPath(id: Hex): string
  remove(id: Hex): Promise<void>
  list(): Promise<readonly StoredFile[]>
  /** Removes all others: for the start, when nothing is open yet. */
  removeAllBut(ids: ReadonlySet<Hex>): Promise<void>
  close(): Promise<void>
}

export function createReelStore(folder: string): ReelStore {
  const files = createReelFiles()
  const whole = new Set<Hex>()
  /** Parts that are there in their full length: looked at once, not for each block. */
  const parts = new Set<Hex>()
  /** Reels that are being, or were, removed: a write that comes late must not bring a part of one back. */
  const removed = new Set<Hex>()
  /** Under way: who wants to know what is there has to wait. */
  const removing = new Map<Hex, Promise<void>>()
  const writing = new Map<Hex, Set<Promise<void>>>()
  const finishing = new Map<Hex, Promise<string>>()
  const packPath = (id: Hex) => join(folder, `${id}.pack`)
  const partPath = (id: Hex) => join(folder, `${id}.part`)
  const hashesPath = (id: Hex) => join(folder, `${id}.hashes`)

  async function loadHashes(reel: ReelInfo): Promise<Uint8Array | null> {
    const hashes = await readPatiently(hashesPath(reel.id))
    return hashes && verifyHashList(reel, hashes) ? hashes : null
  }

  async function verifyPart(reel: ReelInfo, hashes: Uint8Array): Promise<Uint8Array> {
    const have = new Uint8Array(blockCount(reel))
    const buffer = Buffer.allocUnsafe(blockLength(reel, 0))
    for (let index = 0; index < have.length; index++) {
      const block = await files
        .read(partPath(reel.id), index * reel.blockSize, buffer.subarray(0, blockLength(reel, index)))
        .catch(() => null)
      if (block && verifyBlock(hashes, index, block)) have[index] = 1
    }
    return have
  }

  async function look(reel: ReelInfo): Promise<StoredReel> {
    const hashes = await loadHashes(reel)
    if (!hashes) return { hashes, have: 'none' }
    if ((await sizeOf(packPath(reel.id))) === reel.bytes) return { hashes, have: 'all' }
    if ((await sizeOf(partPath(reel.id))) === null) return { hashes, have: 'none' }
    return { hashes, have: await verifyPart(reel, hashes) }
  }

  async function write(reel: ReelInfo, offset: number, data: Uint8Array): Promise<void> {
    const path = partPath(reel.id)
    if (!parts.has(reel.id)) {
      if ((await sizeOf(path)) === null) {
        await (await open(path, 'a', 0o600)).close()
        await truncate(path, reel.bytes)
      }
      parts.add(reel.id)
    }
    await files.write(path, offset, data)
  }

  async function finish(reel: ReelInfo): Promise<string> {
    await files.release(partPath(reel.id))
    if (!whole.has(reel.id)) {
      parts.delete(reel.id)
      // Blocks that came before a restart were written by another process: a release of ours synced nothing of them.
      await syncFile(partPath(reel.id))
      await rename(partPath(reel.id), packPath(reel.id))
      whole.add(reel.id)
      await chmod(packPath(reel.id), 0o444)
      await syncFolder(folder)
    }
    return packPath(reel.id)
  }

  async function remove(id: Hex): Promise<void> {
    await Promise.allSettled([...(writing.get(id) ?? []), finishing.get(id)])
    whole.delete(id)
    parts.delete(id)
    await files.release(partPath(id)).catch(() => {})
    await files.release(packPath(id)).catch(() => {})
    for (const path of [partPath(id), packPath(id), hashesPath(id)]) await rm(path, { force: true })
  }

  async function describe(name: string): Promise<StoredFile | null> {
    const [, id, kind] = /^([0-9a-f]{64})\.(pack|part)$/.exec(name) ?? []
    if (id === undefined) return null
    const found = await stat(join(folder, name), { bigint: true }).catch(() => null)
    if (!found) return null
    const { size, nlink, dev, ino } = found
    return { id, bytes: Number(size), whole: kind === 'pack', file: `${dev}:${ino}`, names: Number(nlink) }
  }

  return {
    packPath,
    async load(reel) {
      await removing.get(reel.id)
      removed.delete(reel.id)
      parts.delete(reel.id)
      const found = await look(reel)
      // What is removed meanwhile is not there any more.
      if (removed.has(reel.id)) return { hashes: null, have: 'none' }
      if (found.have === 'all') whole.add(reel.id)
      return found
    },
    saveHashes: (reel, hashes) => writeAtomic(hashesPath(reel.id), hashes),
    read: (reel, offset, length, into = Buffer.allocUnsafe(length)) =>
      files.read(whole.has(reel.id) ? packPath(reel.id) : partPath(reel.id), offset, into),
    write(reel, offset, data) {
      if (removed.has(reel.id)) return Promise.reject(new Error('the reel was removed'))
      const own = writing.get(reel.id) ?? new Set()
      writing.set(reel.id, own)
      const work = write(reel, offset, data).finally(() => own.delete(work))
      own.add(work)
      return work
    },
    finish(reel) {
      const running = finishing.get(reel.id) ?? finish(reel).finally(() => finishing.delete(reel.id))
      finishing.set(reel.id, running)
      return running
    },
    async adopt(file, reel, hashes) {
      await writeAtomic(hashesPath(reel.id), hashes)
      await syncFile(file)
      await chmod(file, 0o444)
      await rename(file, packPath(reel.id))
      await syncFolder(folder)
      removed.delete(reel.id)
      whole.add(reel.id)
    },
    remove(id) {
      removed.add(id)
      const running = removing.get(id) ?? remove(id).finally(() => removing.delete(id))
      removing.set(id, running)
      return running
    },
    async list() {
      const found = await Promise.all((await readdir(folder)).map(describe))
      return found.filter((file) => file !== null)
    },
    async removeAllBut(ids) {
      for (const name of await readdir(folder)) {
        const id = /^([0-9a-f]{64})\.(?:pack|part|hashes)$/.exec(name)?.[1]
        if (id !== undefined && !ids.has(id)) await rm(join(folder, name), { force: true })
      }
    },
    close: () => files.releaseAll(),
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Null where there is none. */
const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    (found) => found.size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    },
  )
