/** The installable app, assembled for real around a stand-in for Electron's program: what is in it, and how it is locked. */
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staleBuild } from '../../scripts/setup/build.mjs'
import { readAsar, type Asar } from './read-asar.ts'

const root = resolve(import.meta.dirname, '..', '..')
const run = promisify(execFile)
/** What marks the fuses in Electron's program; version 1 and nine fuses follow, each on. */
const FUSES = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('1'.repeat(9)),
])

let folder = ''
let app: string
let asar: Asar

beforeAll(async () => {
  expect(staleBuild(root)).toBeNull() // npm run build first
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-package-'))
  const electron = join(folder, 'electron')
  for (const part of ['resources', 'locales']) mkdirSync(join(electron, part), { recursive: true })
  writeFileSync(join(electron, 'electron'), Buffer.concat([Buffer.from('a program '), FUSES]), {
    mode: 0o755,
  })
  writeFileSync(join(electron, 'locales', 'en-US.pak'), '')

  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js')
  const config = [`-c.electronDist=${electron}`, `-c.directories.output=${join(folder, 'dist')}`]
  await run(process.execPath, [builder, '--linux', 'dir', '--x64', '--publish', 'never', ...config], {
    cwd: root,
  })
  app = join(folder, 'dist', 'linux-unpacked')
  asar = readAsar(join(app, 'resources', 'app.asar'))
}, 60_000)
afterAll(() => folder && rmSync(folder, { recursive: true, force: true }))

describe('the archive', () => {
  it('holds the whole build', () => {
    expect(asar.paths).toEqual(
      expect.arrayContaining([
        'package.json',
        'out/main/index.js',
        'out/main/host.js',
        'out/main/cli.js',
        'out/preload/index.cjs',
        'out/renderer/index.html',
        ...['icon', 'tray', 'tray@2x', 'trayTemplate', 'badge'].map((name) => `resources/${name}.png`),
      ]),
    )
    expect(
      asar.paths.filter((path) => /^out\/renderer\/assets\/.*\.(js|css|woff2)$/.test(path)).length,
    ).toBeGreaterThan(2)
  })

  it('starts with the shell', () => {
    expect(JSON.parse(asar.read('package.json').toString())).toMatchObject({
      main: 'out/main/index.js',
      type: 'module',
    })
  })

  it('holds no sources, tests or tools', () => {
    const own = asar.paths.filter((path) => !path.startsWith('node_modules/'))
    expect(own.filter((path) => !/^(out\/|package\.json$|resources\/[\w@]+\.png$)/.test(path))).toEqual([])
    expect(asar.paths.filter((path) => /\.(ts|tsx|map)$|\.test\./.test(path))).toEqual([])
    for (const tool of ['electron', 'vite', 'typescript', 'react', '@playwright/test', 'vitest'])
      expect(asar.paths.filter((path) => path.startsWith(`node_modules/${tool}/`))).toEqual([])
  })

  it('holds all that the node needs to run', async () => {
    const alone = join(folder, 'alone')
    asar.extract(alone)
    const { stdout } = await run(process.execPath, [join(alone, 'out', 'main', 'cli.js'), '--help'])
    expect(stdout).toContain('publish')
  })
})

it('the fuses are set: no plain Node, no debugging, nothing but this archive', async () => {
  const wire = await getCurrentFuseWire(join(app, 'gittorrent-desktop'))
  const on = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    inspect: false,
    integrity: true,
    onlyAsar: true,
    fileProtocol: false,
  })
})
