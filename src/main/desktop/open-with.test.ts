import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openWith } from './open-with.ts'
import { invocation, programsFor } from './programs.ts'

let folder: string
let bin: string
/** With all that a shell would read something into. */
let clone: string
const told = () => readFileSync(join(folder, 'told'), 'utf8')

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'gittorrent-open-')))
  bin = join(folder, 'bin')
  clone = join(folder, 'a "b" $(c) & d')
  mkdirSync(bin)
  mkdirSync(clone)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that writes down how it was called. */
function install(name: string, mode = 0o755) {
  const file = join(bin, name)
  const said = `{ pwd; printf '%s\\n' "\${ELECTRON_RUN_AS_NODE-}" "$@"; } > '${folder}/new' && mv '${folder}/new' '${folder}/told'`
  writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${said}\n`)
  chmodSync(file, mode)
}
const linux = (env: NodeJS.ProcessEnv = {}) => ({
  platform: 'linux' as const,
  env: { PATH: `relative:${bin}`, DISPLAY: ':0', ELECTRON_RUN_AS_NODE: '1', ...env },
})

it('takes the first that is there, and can be run', async () => {
  install('code', 0o644)
  install('codium')
  install('zed')
  expect(await openWith('editor', clone, linux())).toBe('VSCodium')
  await vi.waitFor(() => expect(told()).toBe(`${clone}\n\n${clone}\n`))
})

it('starts a terminal there, and the file manager on it', async () => {
  install('kitty')
  expect(await openWith('terminal', clone, linux())).toBe('kitty')
  await vi.waitFor(() => expect(told()).toBe(`${clone}\n\n`))
  install('xdg-open')
  expect(await openWith('folder', clone, linux())).toBe('the file manager')
  await vi.waitFor(() => expect(told()).toBe(`${clone}\n\n${clone}\n`))
})

it('says what to do where there is none, and no desktop', async () => {
  await expect(openWith('editor', clone, linux())).rejects.toMatchObject({
    code: 'NO_PROGRAM',
    message: 'no editor was found on this computer',
    action: expect.stringContaining('install') as string,
  })
  install('code')
  await expect(openWith('editor', clone, linux({ DISPLAY: '' }))).rejects.toMatchObject({
    code: 'NO_PROGRAM',
    message: 'this computer shows no desktop to open it on',
  })
})

it('opens applications of a Mac by `open`, and never a shell on Windows', () => {
  const [app] = programsFor('terminal', 'darwin', {})
  expect(invocation(app!, app!.command, '/Users/bob/kite')).toEqual({
    file: '/usr/bin/open',
    args: ['-a', 'iTerm', '/Users/bob/kite'],
  })
  for (const what of ['editor', 'terminal', 'folder'] as const) {
    for (const { command } of programsFor(what, 'win32', {
      LOCALAPPDATA: 'C:\\Local',
      ProgramFiles: 'C:\\Programs',
    }))
      expect(command).toMatch(/\.exe$/)
  }
})
