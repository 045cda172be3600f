import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openUi } from './open-ui.ts'

const url = 'http://127.0.0.1:7412/#token=secret'
let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'gittorrent-open-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

it('hands the token over by a page that only the user may read, and takes it away', async () => {
  let opened = ''
  const remove = await openUi(url, folder, (page) => Boolean((opened = page)))
  expect(opened).not.toContain('secret')
  const file = fileURLToPath(opened)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toContain(`0;url=${url}"`)
  await remove()
  expect(await readdir(folder)).toEqual([])
})

it('leaves nothing where there is no browser', async () => {
  await openUi(url, folder, () => false)
  expect(await readdir(folder)).toEqual([])
})
