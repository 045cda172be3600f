import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { logFiles, MAX_LOG_FILES, MAX_LOG_LINE, openLogFile } from './log-file.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'gittorrent-log-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('goes on where it ended, in files that only the user reads', () => {
  for (const text of ['one', 'two']) {
    const log = openLogFile(join(folder, 'logs'))
    log.write(text)
    log.close()
  }
  const [newest = ''] = logFiles(join(folder, 'logs'))
  expect(readFileSync(newest, 'utf8')).toBe('one\ntwo\n')
  expect(statSync(newest).mode & 0o777).toBe(0o600)
})

it('keeps the newest lines in so many files of that size', () => {
  const log = openLogFile(folder, 100)
  for (let count = 0; count < 200; count++) log.write(`line ${count}`)
  log.close()
  expect(readdirSync(folder)).toHaveLength(MAX_LOG_FILES)
  const files = logFiles(folder)
  for (const file of files) expect(statSync(file).size).toBeLessThanOrEqual(100)
  const lines = files.toReversed().flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
  expect(lines.at(-1)).toBe('line 199')
  expect(lines).toEqual(lines.map((_, index) => `line ${200 - lines.length + index}`))
})

it('cuts what is too long, and throws nothing where it cannot write', () => {
  const log = openLogFile(folder)
  log.write('x'.repeat(MAX_LOG_LINE * 2))
  log.close()
  expect(statSync(logFiles(folder)[0]!).size).toBe(MAX_LOG_LINE + 1)
  writeFileSync(join(folder, 'file'), '')
  const nowhere = openLogFile(join(folder, 'file'))
  nowhere.write('lost')
  nowhere.close()
})
