import { expect, it } from 'vitest'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepPreferences, readPreferences } from './preferences.ts'

it('reads anything, and falls back one by one', () => {
  const usual = { keepSharing: false, notify: true }
  for (const saved of [null, 7, 'x', [], {}, { keepSharing: 'yes', notify: 0 }])
    expect(readPreferences(saved)).toEqual(usual)
  expect(readPreferences({ keepSharing: true, notify: 'x' })).toEqual({ keepSharing: true, notify: true })
})

it('keeps what was chosen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gittorrent-preferences-'))
  const path = join(folder, 'shell.json')
  keepPreferences(path).set({ notify: false })
  expect(keepPreferences(path).get()).toEqual({ keepSharing: false, notify: false })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ keepSharing: false, notify: false })
  rmSync(folder, { recursive: true })
  const lost = keepPreferences(path)
  lost.set({ keepSharing: true })
  expect(lost.get().keepSharing).toBe(true)
})
