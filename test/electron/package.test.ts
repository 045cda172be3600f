/** The installable app, assembled for real around a stand-in for Electron's program: what is in it, and how it is locked. */
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  copyFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staleBuild } from '../../scripts/setup/build.mjs'
import { writeStandIn } from './stand-in.ts'
import { readAsar, type Asar } from './read-asar.ts'

const root = resolve(import.meta.dirname, '..', '..')
const run = promisify(execFile)
/** Bytes of the app itself, without Electron: what people download of ours. */
const BUDGET = 12_000_000

const has = (program: string) => existsSync(join('/usr/bin', program))
/** How the bundler cuts and names what belongs together changes with the sources. */
const withoutHash = (path: string) =>
  path.replace(/^(out\/(?:main\/chunks|renderer\/assets))\/.*(\.\w+)$/, '$1/*$2')
/** Width and height, as its header says. */
const pngSize = (file: string) => [16, 20].map((at) => readFileSync(file).readUInt32BE(at))

let folder = ''
let app: string
let asar: Asar

beforeAll(async () => {
  expect(staleBuild(root)).toBeNull() // npm run build first
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-package-'))
  writeStandIn(join(folder, 'electron'))
  await run(process.execPath, [join(import.meta.dirname, 'assemble.mjs'), folder], { cwd: root })
  app = join(folder, 'dist', 'linux-unpacked')
  asar = readAsar(join(app, 'resources', 'app.asar'))
})
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

  it('holds exactly the files that the list names', async () => {
    const names = [...new Set(asar.paths.map(withoutHash))].sort()
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot('package-files.txt')
  })

  it('holds what was built, file by file', () => {
    const built = readdirSync(join(root, 'out'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    expect(asar.paths.filter((path) => path.startsWith('out/')).sort()).toEqual(built.sort())
  })

  it('holds the licence of each library that has one', () => {
    const packages = asar.paths.filter((path) => /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path))
    expect(packages.length).toBeGreaterThan(50)
    const licences = (names: readonly string[]) => names.filter((name) => /^(licen[cs]e|copying)/i.test(name))
    for (const path of packages) {
      const at = dirname(path)
      const inside = asar.paths.filter((one) => dirname(one) === at).map((one) => basename(one))
      expect(licences(inside), at).toEqual(licences(readdirSync(join(root, at)).sort()))
    }
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

describe('beside the archive', () => {
  it('lies what Electron brings, the licence, and nothing else', () => {
    const found = readdirSync(app, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(app.length + 1))
    expect(found.sort()).toEqual(
      ['LICENSE.gittorrent.txt', 'app.asar']
        .map((name) => join('resources', name))
        .concat(join('locales', 'en-US.pak'), 'gittorrent-desktop')
        .sort(),
    )
  })

  it('lies what the updater reads, where there is a feed and never otherwise', () => {
    expect(JSON.parse(readFileSync(join(folder, 'update.json'), 'utf8'))).toMatchObject({
      provider: 'generic',
      url: 'https://feed.example/x',
      updaterCacheDirName: 'gittorrent-updater',
    })
    expect(existsSync(join(app, 'resources', 'app-update.yml'))).toBe(false)
  })

  it('is no more than people should download', () => {
    expect(statSync(join(app, 'resources', 'app.asar')).size).toBeLessThan(BUDGET)
  })
})

describe('on a desktop of Linux', () => {
  const entry = () => readFileSync(join(folder, 'desktop.desktop'), 'utf8')
  const key = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(entry())?.[1] ?? ''

  it('the entry opens links and files, and is found', () => {
    expect(entry()).toMatch(/^\[Desktop Entry\]\n/)
    expect(
      entry()
        .split('\n')
        .filter((line) => line !== '' && !/^(\[Desktop Entry\]|[A-Za-z0-9-]+=.*)$/.test(line)),
    ).toEqual([])
    expect(key('Exec')).toBe('/opt/GitTorrent/gittorrent-desktop %U')
    expect(key('Type')).toBe('Application')
    expect(key('Categories').split(';')).toContain('Development')
    expect(key('Keywords')).toMatch(/;$/)
    const types = key('MimeType').split(';').filter(Boolean)
    expect(types.sort()).toEqual(['application/x-gittorrent', 'x-scheme-handler/gittorrent'])
    expect(key('StartupWMClass')).not.toBe('')
  })

  it.skipIf(!has('desktop-file-validate'))(
    'the validator of desktops finds nothing wrong with it',
    async () => {
      const { stdout } = await run('desktop-file-validate', [join(folder, 'desktop.desktop')])
      expect(stdout).toBe('')
    },
  )

  it.skipIf(!has('update-mime-database'))(
    '.gittorrent files have a type that the desktop understands',
    async () => {
      const mime = join(folder, 'mime')
      mkdirSync(join(mime, 'packages'), { recursive: true })
      copyFileSync(join(folder, 'mime.xml'), join(mime, 'packages', 'gittorrent.xml'))
      const { stderr } = await run('update-mime-database', [mime], {
        env: { ...process.env, XDG_DATA_HOME: folder },
      })
      expect(stderr).toBe('')
      expect(readFileSync(join(mime, 'globs'), 'utf8')).toContain('application/x-gittorrent:*.gittorrent')
      expect(existsSync(join(mime, 'application', 'x-gittorrent.xml'))).toBe(true)
    },
  )

  it('has an icon in each size', () => {
    const icons = JSON.parse(readFileSync(join(folder, 'icons.json'), 'utf8')) as {
      file: string
      size: number
    }[]
    expect(icons.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 96, 128, 256, 512])
    for (const { file, size } of icons) expect(pngSize(file), file).toEqual([size, size])
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
