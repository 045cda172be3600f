/** What of packaging can't be built here, as far as its files tell; and the package of the command line. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createRequire } from 'node:module'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { feedArguments } from '../../scripts/package/feed-arguments.mjs'
import { buildSmallRepository } from '../git/build-small-repository.ts'

/** What electron-builder itself reads its configuration with. */
const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown }
const root = resolve(import.meta.dirname, '..', '..')
const text = (path: string) => readFileSync(join(root, path), 'utf8')
const bytes = (path: string) => readFileSync(join(root, path))
interface Config {
  mac: {
    target: { target: string; arch: string[] }[]
    icon: string
    entitlements: string
    hardenedRuntime: boolean
  }
  win: { target: string[]; icon: string }
  nsis: { include: string }
  linux: { target: string[] }
  protocols: { schemes: string[] }[]
  publish: unknown
}
const config = load(text('electron-builder.yml')) as Config
const folder = mkdtempSync(join(tmpdir(), 'gittorrent-npm-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('packages are for three systems, and each opens our links', () => {
  expect(config.linux.target).toEqual(['AppImage', 'deb', 'rpm'])
  expect(config.mac.target).toEqual(['dmg', 'zip'].map((target) => ({ target, arch: ['universal'] })))
  expect(config.win.target).toEqual(['nsis'])
  expect(config.protocols.flatMap(({ schemes }) => schemes)).toEqual(['gittorrent'])
})

describe('on macOS', () => {
  it('the hardened runtime gives back compiling, and nothing else', () => {
    expect(config.mac.hardenedRuntime).toBe(true)
    const keys = [...text(config.mac.entitlements).matchAll(/<key>(.*?)<\/key>\s*<(\w+)\/>/g)]
    expect(keys.map(([, key, value]) => [key, value])).toEqual([['com.apple.security.cs.allow-jit', 'true']])
  })

  it('the icon has each size, also for double density', () => {
    const icns = bytes(config.mac.icon)
    expect(icns.toString('latin1', 0, 4)).toBe('icns')
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    const types = []
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      types.push(icns.toString('latin1', at, at + 4))
      expect(icns.toString('latin1', at + 9, at + 12)).toBe('PNG')
    }
    expect(types).toEqual([
      'icp4',
      'icp5',
      'icp6',
      'ic07',
      'ic08',
      'ic09',
      'ic10',
      'ic11',
      'ic12',
      'ic13',
      'ic14',
    ])
  })
})

describe('on Windows', () => {
  it('the icon has each size', () => {
    const ico = bytes(config.win.icon)
    const sizes = Array.from(
      { length: ico.readUInt16LE(4) },
      (_, index) => ico.readUInt8(6 + 16 * index) || 256,
    )
    expect(sizes).toEqual([16, 24, 32, 48, 64, 96, 128, 256])
    for (let index = 0; index < sizes.length; index++) {
      const at = ico.readUInt32LE(6 + 16 * index + 12)
      expect(ico.readUInt32BE(at + 16)).toBe(sizes[index])
    }
  })

  it('the firewall opens for this program, on private networks, for neighbours; and closes again', () => {
    const script = text(config.nsis.include)
    const added = script.split('\n').filter((line) => line.includes('add rule'))
    expect(added).toHaveLength(1)
    for (const part of ['program="$INSTDIR', 'dir=in', 'profile=private,domain', 'remoteip=localsubnet'])
      expect(added[0]).toContain(part)
    expect(script).toMatch(/!macro customUnInstall[^]*removeFirewallRule[^]*!macroend/)
    expect(script.match(/!macro /g)).toHaveLength(script.match(/!macroend/g)!.length)
  })
})

describe('updates', () => {
  it('are off unless a feed is given, which has to be https', () => {
    expect(config.publish).toBeNull()
    expect(feedArguments(undefined)).toEqual([])
    expect(feedArguments('')).toEqual([])
    expect(feedArguments('https://feed.example/x').at(-1)).toBe(
      '-c.extraMetadata.feed=https://feed.example/x',
    )
    expect(() => feedArguments('http://feed.example')).toThrow('https')
    expect(text('package.json')).not.toContain('"feed"')
  })
})

describe('the package of the command line', () => {
  const packed = () =>
    JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
        cwd: root,
        encoding: 'utf8',
      }),
    ) as [{ filename: string; files: { path: string }[] }]

  it('has the programs, the UI and the licence, and runs where its libraries are', () => {
    const [{ filename, files }] = packed()
    const paths = files.map(({ path }) => path)
    expect(
      paths.filter(
        (path) => !/^(out\/(main|renderer)\/|resources\/systemd\/|docs\/command-line\.md$)/.test(path),
      ),
    ).toEqual(['LICENSE', 'README.md', 'package.json'])
    expect(paths).toContain('out/renderer/index.html')
    execFileSync('tar', ['xzf', join(folder, filename), '-C', folder])
    const installed = join(folder, 'package')
    symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'))
    const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      bin: Record<string, string>
    }
    expect(Object.keys(bin)).toEqual(['gittorrent', 'git-remote-gittorrent'])
    const path = join(folder, 'bin')
    mkdirSync(path)
    for (const [name, file] of Object.entries(bin)) symlinkSync(join(installed, file), join(path, name))
    expect(execFileSync(join(path, 'gittorrent'), ['--help'], { encoding: 'utf8' })).toContain('publish')
    const helper = execFileSync(join(path, 'git-remote-gittorrent'), ['origin', 'gittorrent::x'], {
      input: 'capabilities\n\n',
      encoding: 'utf8',
    })
    expect(helper).toBe('connect\noption\n\n')
  })

  it('is all that publish and git clone need', async () => {
    const env = {
      ...process.env,
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
      GITTORRENT_DATA_DIR: join(folder, 'data'),
    }
    const run = (program: string, ...args: string[]) => execFileSync(program, args, { env, encoding: 'utf8' })
    const { version } = JSON.parse(text('package.json')) as { version: string }
    expect(run('gittorrent', '--version')).toBe(`${version}\n`)
    const kite = buildSmallRepository(join(folder, 'kite'))
    const node = spawn('gittorrent', ['start', '--json', '--no-discovery', '--port', '0'], {
      env,
      stdio: 'ignore',
    })
    const ended = once(node, 'exit')
    try {
      // It is started a moment ago: the command waits for it.
      const { link } = JSON.parse(run('gittorrent', 'publish', kite, '--json')) as { link: string }
      run('git', 'clone', '-q', link, join(folder, 'clone'))
      expect(run('git', '-C', join(folder, 'clone'), 'rev-parse', 'HEAD')).toBe(
        run('git', '-C', kite, 'rev-parse', 'main'),
      )
    } finally {
      node.kill()
      await ended
    }
  })
})

describe('the workflow of a release', () => {
  const workflow = load(text('.github/workflows/release.yml')) as {
    jobs: Record<string, { steps: { run?: string }[] }>
  }

  it('runs only scripts that there are', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
    const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
    const named = runs.flatMap((run) => /^npm run ([\w-]+)/.exec(run)?.[1] ?? [])
    expect(named.length).toBeGreaterThan(5)
    for (const name of named) expect(scripts).toHaveProperty(name)
    expect(existsSync(join(root, 'scripts', 'package.mjs'))).toBe(true)
  })
})
