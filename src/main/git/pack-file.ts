/** Pack files as files: their ends, and their second names in a repository. */
import { chmod, constants, copyFile, link, mkdir, open, readdir, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Hex } from '../../shared/model.ts'
import { OID_BYTES } from '../gtp/references/check-references.ts'
import type { ObjectFormat } from '../gtp/types.ts'
import { badPack } from './failures.ts'
import { MIN_ENTRY } from './scan-limits.ts'
import { syncPath } from './sync-path.ts'

/** "PACK", version, number of objects: four bytes each. */
const HEADER_BYTES = 12
const READ_ONLY = 0o444

export interface PackEnds {
  /** No more than its bytes have room for. */
  readonly objects: number
  readonly bytes: number
  /** The pack's checksum, its last bytes, which names it. */
  readonly checksum: Hex
}

/** Reads a pack's header and trailer. Throws BAD_PACK when the file can't be a pack. */
export async function readPackEnds(file: string, format: ObjectFormat): Promise<PackEnds> {
  const hashBytes = OID_BYTES[format]
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? badPack(`the pack ${basename(file)} has gone`) : error
  })
  try {
    const { size } = await handle.stat()
    if (size < HEADER_BYTES + hashBytes) throw badPack('a pack is too short')
    const { buffer: header } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    const { buffer: trailer } = await handle.read(Buffer.alloc(hashBytes), 0, hashBytes, size - hashBytes)
    const version = header.readUInt32BE(4)
    if (header.toString('latin1', 0, 4) !== 'PACK' || (version !== 2 && version !== 3)) {
      throw badPack('a file is not a pack')
    }
    const objects = header.readUInt32BE(8)
    checkCount(objects, size)
    return { objects, bytes: size, checksum: trailer.toString('hex') }
  } finally {
    await handle.close()
  }
}

/** Bytes of all packs together. */
export async function sizeOfPacks({
  packs,
}: {
  readonly packs: readonly { readonly file: string }[]
}): Promise<number> {
  const found = await Promise.all(packs.map(({ file }) => stat(file)))
  return found.reduce((sum, { size }) => sum + size, 0)
}

/** Throws BAD_PACK for a pack that claims more objects than its bytes have room for: git makes a table of that size first. */
export function checkCount(objects: number, bytes: number): void {
  if (objects > bytes / MIN_ENTRY) throw badPack(`a pack of ${bytes} bytes claims to hold ${objects} objects`)
}

/**
 * Gives a pack a second, read-only name in a repository: a hard link, or a copy where the file system has no links or
 * is another one. Returns the new name. Throws BAD_PACK when the same pack is there already.
 */
export async function installPack(file: string, gitDir: string, checksum: Hex): Promise<string> {
  const folder = join(gitDir, 'objects', 'pack')
  await mkdir(folder, { recursive: true })
  const installed = join(folder, `pack-${checksum}.pack`)
  await linkOrCopy(file, installed).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw badPack('one pack is listed twice')
    throw error
  })
  // The mode belongs to the file, whatever its names; where it is somebody else's file it stays as it is.
  await chmod(installed, READ_ONLY).catch(() => undefined)
  return installed
}

/** Second names for all packs of one repository, with their indexes, in another. Those that are there already stay. */
export async function sharePacks(fromGitDir: string, toGitDir: string): Promise<void> {
  const from = join(fromGitDir, 'objects', 'pack')
  const to = join(toGitDir, 'objects', 'pack')
  await mkdir(to, { recursive: true })
  const names = (await readdir(from)).filter((name) => /^pack-[0-9a-f]+\.(pack|idx|rev)$/.test(name))
  // An index makes a pack visible, so it comes last.
  const last = (name: string) => Number(name.endsWith('.idx'))
  for (const name of names.sort((a, b) => last(a) - last(b))) await share(join(from, name), join(to, name))
}

/** A second name that appears whole or not at all. */
async function share(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (!NO_LINK.has(code)) throw error
    if (await isFile(to)) return
    const unfinished = `${to}.unfinished`
    await copyFile(from, unfinished, constants.COPYFILE_FICLONE)
    await syncPath(unfinished)
    await rename(unfinished, to)
  }
}

const isFile = (path: string) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

/** What a file system says that has no hard links, or not from there to here. */
export const NO_LINK = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES'])

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (!NO_LINK.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  }
}
