import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkSpace, checkTarget, folderName } from './check-target.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'gittorrent-target-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

describe("a clone's folder", () => {
  it('may be missing, with its parents, or empty; nothing is made', async () => {
    await checkTarget(join(folder, 'a', 'b', 'c'))
    await mkdir(join(folder, 'empty'))
    await checkTarget(join(folder, 'empty'))
    expect(await readdir(folder)).toEqual(['empty'])
  })

  it('may not hold anything, nor be a file', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(checkTarget(folder)).rejects.toMatchObject({ code: 'TARGET_NOT_EMPTY' })
    await expect(checkTarget(join(folder, 'file'))).rejects.toMatchObject({ code: 'TARGET_NOT_EMPTY' })
    await expect(checkTarget(join(folder, 'file', 'a', 'b'))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('must have room', async () => {
    await checkSpace(join(folder, 'later'), 1)
    await expect(checkSpace(folder, 1e18)).rejects.toMatchObject({ code: 'DISK_FULL' })
  })
})

describe('folderName', () => {
  it('makes one harmless folder of any name', () => {
    expect(folderName('pocket-sql')).toBe('pocket-sql')
    expect(folderName('../../etc/passwd')).toBe('etc-passwd')
    expect(folderName('a/b\\c:d')).toBe('a-b-c-d')
    expect(folderName('.git')).toBe('git')
    expect(folderName('...')).toBe('')
    expect(folderName('con')).toBe('con-project')
    expect(folderName('x'.repeat(300))).toHaveLength(160)
    expect(folderName('漢'.repeat(100))).toBe('漢'.repeat(53))
    expect(folderName('👩‍🚀'.repeat(30))).toBe('👩‍🚀'.repeat(14))
    expect(folderName('a\u202eb\u0000')).toBe('a-b')
  })
})
