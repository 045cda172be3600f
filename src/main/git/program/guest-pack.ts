/** Packs for people who have plain git: whole, so that a program which only copies files can hand them over. */
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../shared/model.ts'
import type { GuestPackRequest } from '../types.ts'
import type { Repository } from '../types.ts'
import { inside } from './open.ts'
import type { GitProgram } from './run.ts'
import { writePack } from './write-pack.ts'

/** Where a pack says how many objects are in it. */
const COUNT_AT = 8

/**
 * See Git.guestPack. It holds exactly what the tips reach and `have` doesn't, with its index beside it, under the name that its
 * checksum gives it.
 */
export async function guestPack(
  git: GitProgram,
  repository: Repository,
  { tips, have }: GuestPackRequest,
  folder: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const { gitDir, cwd } = inside(repository)
  const input = [...tips, ...have.map((oid) => `^${oid}`)].map((line) => `${line}\n`).join('')
  const objects = git.lines([gitDir, 'rev-list', '--objects', '--stdin'], { cwd, input, signal })
  const unnamed = join(folder, 'unnamed.pack')
  const bytes = await writePack(git, repository, objects, unnamed, signal)
  try {
    const { count, checksum } = await readEnds(unnamed, bytes, repository.objectFormat === 'sha256' ? 32 : 20)
    if (count === 0) return null
    const name = `pack-${checksum}`
    await git.run([gitDir, 'index-pack', '-o', join(folder, `${name}.idx`), unnamed], { cwd, signal })
    await rename(unnamed, join(folder, `${name}.pack`))
    return name
  } finally {
    await rm(unnamed, { force: true })
  }
}

/** See Git.isBeyond: whether nothing that `before` reaches is missing in what `after` reaches. */
export async function isBeyond(
  git: GitProgram,
  repository: Repository,
  before: readonly Hex[],
  after: readonly Hex[],
): Promise<boolean> {
  const { gitDir, cwd } = inside(repository)
  const input = [...before, ...after.map((oid) => `^${oid}`)].map((line) => `${line}\n`).join('')
  const args = [gitDir, 'rev-list', '--objects', '--max-count=1', '--stdin']
  for await (const _missing of git.lines(args, { cwd, input })) return false
  return true
}

async function readEnds(file: string, bytes: number, hashLength: number) {
  const handle = await open(file, 'r')
  try {
    const ends = Buffer.alloc(4 + hashLength)
    await handle.read(ends, 0, 4, COUNT_AT)
    await handle.read(ends, 4, hashLength, bytes - hashLength)
    return { count: ends.readUInt32BE(0), checksum: ends.toString('hex', 4) }
  } finally {
    await handle.close()
  }
}
