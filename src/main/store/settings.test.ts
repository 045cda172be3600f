import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSettings } from './settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const defaults = { name: 'Alice', clonesDir: '/clones', welcomed: false }
const open = () => openSettings(join(folder, 'settings.json'), defaults, expect.unreachable)

it('what can not be kept is not so', async () => {
  const settings = await open()
  rmSync(folder, { recursive: true })
  await expect(settings.update({ name: 'Bob' })).rejects.toThrow('ENOENT')
  expect(settings.current.name).toBe('Alice')
})

it('changes at once are all kept', async () => {
  const settings = await open()
  await Promise.all([settings.update({ name: 'Bob' }), settings.update({ uploadLimit: 5 })])
  expect((await open()).current).toMatchObject({ name: 'Bob', uploadLimit: 5 })
})
