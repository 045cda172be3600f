import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { checkNode } from '../../scripts/setup/dependencies.mjs'
import { windowObstacle } from '../../scripts/setup/electron.mjs'
import { run } from '../../scripts/setup/run.mjs'
import { freshCheckout } from './fresh-checkout.ts'
import { staleDependencies } from '../../scripts/setup/dependencies.mjs'

describe('staleDependencies', () => {
  const lock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages })
  const wanted = {
    '': { name: 'x' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  }
  const a = (version: string) => ({ 'node_modules/a': { version } })

  it.each([
    ['as the lock file wants it', a('1.0.0'), null],
    ['another version', a('1.0.1'), 'package-lock.json has changed'],
    ['one missing', {}, 'package-lock.json has changed'],
    [
      'an optional one of another version',
      { ...a('1.0.0'), 'node_modules/other-platform': { version: '2.0.0' } },
      'package-lock.json has changed',
    ],
  ])('%s', (_what, installed, expected) => {
    const checkout = freshCheckout()
    checkout.write('package-lock.json', lock(wanted))
    checkout.write('node_modules/.package-lock.json', lock(installed))
    expect(staleDependencies(checkout.root)).toBe(expected)
    checkout.remove()
  })

  it('nothing installed', () => {
    const root = mkdtempSync(`${tmpdir()}/gittorrent-empty-`)
    expect(staleDependencies(root)).toBe('no dependencies are installed')
    rmSync(root, { recursive: true })
  })
})

describe('checkNode', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('takes %s', (version) =>
    expect(() => checkNode(version)).not.toThrow(),
  )
  it.each(['18.20.0', '20.18.9'])('refuses %s', (version) =>
    expect(() => checkNode(version)).toThrow('20.19 or newer'),
  )
})

describe('windowObstacle', () => {
  const linux = (uid: number, env: Record<string, string>) => windowObstacle({ platform: 'linux', uid, env })
  it('wants a display on Linux, and somebody other than root', () => {
    expect(linux(1000, {})).toBe('there is no display')
    expect(linux(1000, { DISPLAY: ':0' })).toBeNull()
    expect(linux(1000, { WAYLAND_DISPLAY: 'wayland-0' })).toBeNull()
    expect(linux(0, { DISPLAY: ':0' })).toContain('root')
    expect(windowObstacle({ platform: 'darwin', uid: 501, env: {} })).toBeNull()
    expect(windowObstacle({ platform: 'win32', uid: undefined, env: {} })).toBeNull()
  })
})

describe.runIf(process.platform !== 'win32')('run', () => {
  it('tells how a program ended', async () => {
    expect(await run('sh', ['-c', 'exit 3'], { cwd: tmpdir() })).toEqual({ code: 3, timedOut: false })
    expect(await run('/no/such/program', [], { cwd: tmpdir() })).toMatchObject({ code: 127 })
  })

  it('ends one that takes too long, with all that it started', async () => {
    const began = Date.now()
    const script = 'sleep 60 & wait'
    expect(await run('sh', ['-c', script], { cwd: tmpdir(), limit: 0.3, stdio: 'pipe' })).toMatchObject({
      timedOut: true,
    })
    expect(Date.now() - began).toBeLessThan(4000)
  })
})
