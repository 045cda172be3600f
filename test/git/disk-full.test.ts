/** A disk that really runs full: a small tmpfs, which takes root to mount. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { Git } from '../../src/main/git/types.ts'
import { buildHistory } from './build-history.ts'
import { entriesOf, publish, targetIn, type Published } from './compliance/setup.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('disk-full')
const disk = join(folder, 'disk')
const canMount = process.platform === 'linux' && process.getuid?.() === 0
if (!canMount) console.warn('SKIPPED: the disk-full tests need root on Linux, to mount a small tmpfs')

describe.skipIf(!canMount)('a full disk', () => {
  let source = ''
  beforeAll(async () => {
    source = await buildHistory(join(folder, 'source'), { commits: 300, megabytes: 6 })
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk])
  })
  afterAll(() => execFileSync('umount', [disk]))

  describe.each(['git', 'isomorphic-git'] as const)('%s', (force) => {
    let git: Git
    let published: Published
    beforeAll(async () => {
      git = await detectGit({ force })
      published = await publish(git, source)
    })
    /** Fills the disk but for so many KiB, then tries. */
    const withRoom = async (kib: number, attempt: () => Promise<unknown>) => {
      const ballast = join(disk, 'ballast')
      writeFileSync(ballast, Buffer.alloc((8 * 1024 - kib) * 1024))
      await expect(attempt()).rejects.toMatchObject({
        code: 'DISK_FULL',
        action: expect.stringMatching(/free some space/),
      })
      expect(entriesOf(disk).filter((name) => name !== 'packs')).toEqual(['ballast'])
      rmSync(ballast)
    }
    const clone = () => git.clone(published.source, targetIn(disk), () => undefined)

    it('is told while packs are written, and what was written is removed', async () => {
      for (const kib of [200, 3000])
        await withRoom(kib, () => publish(git, source, 'current', join(disk, 'packs')))
      expect(entriesOf(join(disk, 'packs'))).toEqual([])
    })

    it('is told at every stage of a clone, and nothing of it stays', async () => {
      // Not even the first folder; copying the packs; their indexes; the files.
      for (const kib of [0, 2000, 6200, 7600]) await withRoom(kib, clone)
    })
  })
})
