/** A thin pack that names all that a repository has as what it builds on: completed, it would be as large as that, unpacked. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { GitProgram } from '../../../src/main/git/program/run.ts'
import { checkThinPack } from '../../../src/main/git/program/check-thin-pack.ts'
import { indexOnTop, startQuarantine } from '../../../src/main/git/program/updates/quarantine.ts'
import { withinRoom } from '../../../src/main/git/program/within-room.ts'
import { PROGRAM } from '../../../src/main/git/scan-limits.ts'
import { Forge } from '../compliance/hostile-source.ts'
import { deltaOf, packEntry, rawPack, REF_DELTA, BLOB } from '../raw-pack.ts'
import { scratchFolder } from '../scratch.ts'

const folder = scratchFolder('hostile-room')
const MiB = 1024 * 1024
const git = new GitProgram('git')
const file = join(folder, 'thin.pack')
const quarantine = join(folder, 'quarantine')
let head = ''

beforeAll(async () => {
  const forge = new Forge(join(folder, 'forge'))
  head = forge.commit(forge.tree(forge.file('a')))
  const entries = Array.from({ length: 8 }, () => {
    const base = randomBytes(MiB)
    const delta = Buffer.concat([deltaOf(base.length, base.length), Buffer.from([1, 0x2e])])
    delta.set(deltaOf(base.length, base.length + 1).subarray(0, 6))
    return packEntry(REF_DELTA, delta.length, delta, Buffer.from(forge.object('blob', base), 'hex'))
  })
  // Loose ones are not completed; a hundred objects become a pack.
  const fill = Array.from({ length: 100 }, (_, at) => packEntry(BLOB, 4, Buffer.from(String(1000 + at))))
  writeFileSync(file, rawPack([...entries, ...fill]))
  await startQuarantine(quarantine, 'sha1', join(forge.folder, '.git', 'objects'))
})

it('is given room for what updates are, and no more', async () => {
  const index = (room?: number) =>
    indexOnTop(git, quarantine, 'sha1', head, { file, thin: true }, undefined, room)
  await expect(index(4 * MiB)).rejects.toMatchObject({
    code: 'TOO_LARGE',
    message: expect.stringMatching(/^a pack takes more than 4194304 bytes/) as string,
  })
})

it('work is ended while it goes on taking room, and not by what was there before', async () => {
  const repository = join(folder, 'growing')
  const pack = join(repository, 'objects', 'pack')
  mkdirSync(pack, { recursive: true })
  writeFileSync(join(pack, 'before'), Buffer.alloc(2 * MiB))
  await withinRoom(repository, undefined, async () => writeFileSync(join(pack, 'a'), Buffer.alloc(1000)), MiB)
  const endless = withinRoom(
    repository,
    undefined,
    (signal) =>
      new Promise((_, reject) => {
        writeFileSync(join(pack, 'b'), Buffer.alloc(2 * MiB))
        signal.addEventListener('abort', () => reject(new Error('ended')))
      }),
    MiB,
  )
  await expect(endless).rejects.toMatchObject({ code: 'TOO_LARGE' })
  const cancelled = withinRoom(
    repository,
    AbortSignal.abort(),
    async (signal) => {
      if (signal.aborted) throw new Error('by the user')
    },
    MiB,
  )
  await expect(cancelled).rejects.toThrow('by the user')
})

it('thin packs are looked through before git is asked: more than it may unfold to is refused', async () => {
  const bomb = Array.from({ length: 20 }, () => packEntry(BLOB, 1, Buffer.alloc(1)))
  const size = 16 * MiB
  const base = packEntry(BLOB, size, Buffer.alloc(size))
  const delta = deltaOf(size, PROGRAM.made)
  const large = join(folder, 'large.pack')
  const on = packEntry(REF_DELTA, delta.length, delta, Buffer.alloc(20, 1))
  writeFileSync(large, rawPack([base, ...bomb, ...Array.from({ length: 20 }, () => on)]))
  await expect(checkThinPack(large, 'sha1', undefined)).rejects.toMatchObject({ code: 'TOO_LARGE' })
  expect(readdirSync(folder)).toContain('large.pack')
})
