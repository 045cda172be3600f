/** npm start from a fresh checkout: gets ready, chooses the shell, hands over. */
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshCheckout, type Checkout } from './fresh-checkout.ts'

let checkout: Checkout
beforeEach(() => {
  checkout = freshCheckout()
})
afterEach(() => checkout.remove())

const waiting = `
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => { console.log('ended by ' + name); process.exit(7) })
setInterval(() => {}, 1000)
console.log('running')`

describe('without a display', () => {
  it('builds, says why there is no window, and starts the node with all arguments', async () => {
    const { code, stdout, stderr } = await checkout.start('start.mjs', ['--interface', '127.0.0.1', '--json'])
      .ended
    expect(JSON.parse(stdout)).toEqual(['start', '--open', '--interface', '127.0.0.1', '--json'])
    expect(stderr).toContain('Building (not built yet)')
    if (process.platform === 'linux') expect(stderr).toContain('there is no display')
    expect(code).toBe(0)
  })

  it('builds again only when sources have changed, tests aside', async () => {
    await checkout.start('start.mjs', []).ended
    const cli = join(checkout.root, 'out/main/cli.js')
    const built = statSync(cli).mtimeMs
    const later = new Date(Date.now() + 5000)
    checkout.write('src/main/cli.test.ts', '')
    utimesSync(join(checkout.root, 'src/main/cli.test.ts'), later, later)
    expect((await checkout.start('start.mjs', []).ended).stderr).not.toContain('Building')
    expect(statSync(cli).mtimeMs).toBe(built)
    utimesSync(join(checkout.root, 'src/main/cli.ts'), later, later)
    expect((await checkout.start('start.mjs', []).ended).stderr).toContain('Building (sources have changed)')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on, and ends as the node ends', async (signal) => {
    const running = checkout.start('start.mjs', [], { env: { FAKE_CLI: waiting } })
    await running.printed('running')
    running.child.kill(signal)
    const { code, stdout } = await running.ended
    expect(stdout).toContain(`ended by ${signal}`)
    expect(code).toBe(7)
  })

  it('says so when it can not be built', async () => {
    checkout.write('build.mjs', 'process.exit(3)')
    const { code, stdout, stderr } = await checkout.start('start.mjs', []).ended
    expect(stderr).toContain('It could not be built')
    expect(stdout).toBe('')
    expect(code).toBe(1)
  })

  it('installs what the lock file wants', async () => {
    checkout.write('wanted/package.json', JSON.stringify({ name: 'wanted', version: '1.0.0' }))
    const packages = {
      '': { dependencies: { wanted: 'file:wanted' } },
      wanted: { version: '1.0.0' },
      'node_modules/wanted': { resolved: 'wanted', link: true },
    }
    const manifest = JSON.parse(readFileSync(join(checkout.root, 'package.json'), 'utf8')) as object
    checkout.write('package.json', JSON.stringify({ ...manifest, dependencies: { wanted: 'file:wanted' } }))
    checkout.write('package-lock.json', JSON.stringify({ lockfileVersion: 3, requires: true, packages }))
    const { code, stderr } = await checkout.start('start.mjs', []).ended
    expect(stderr).toContain('Installing dependencies (package-lock.json has changed)')
    expect(existsSync(join(checkout.root, 'node_modules/wanted/package.json'))).toBe(true)
    expect(code).toBe(0)
    expect((await checkout.start('start.mjs', []).ended).stderr).not.toContain('Installing')
  })
})

describe.runIf(process.platform === 'linux')('with a display', () => {
  const options = { env: { DISPLAY: ':99' }, unprivileged: true }

  it('starts Electron where its program is there', async () => {
    checkout.write('node_modules/electron/path.txt', 'electron')
    checkout.write('node_modules/electron/dist/electron', '#!/bin/sh\necho "window $*"\n', 0o755)
    const { code, stdout } = await checkout.start('start.mjs', ['--name', 'Alice'], options).ended
    expect(stdout).toBe(`window ${checkout.root} --name Alice\n`)
    expect(code).toBe(0)
  })

  it('uses the browser when Electron ends at once', async () => {
    checkout.write('node_modules/electron/path.txt', 'electron')
    checkout.write('node_modules/electron/dist/electron', '#!/bin/sh\nexit 1\n', 0o755)
    const { stdout, stderr } = await checkout.start('start.mjs', [], options).ended
    expect(stderr).toContain('Electron ended at once with code 1')
    expect(JSON.parse(stdout)).toEqual(['start', '--open'])
  })

  it('tries to download Electron, and remembers a failure', async () => {
    checkout.write(
      'node_modules/electron/install.js',
      "require('fs').appendFileSync(__dirname + '/tries', 'x'); process.exit(1)",
    )
    checkout.write('node_modules/electron/package.json', '{}')
    checkout.write('node_modules/electron/tries', '', 0o666)
    checkout.allowAll()
    for (let start = 0; start < 2; start++) {
      const { stdout, stderr } = await checkout.start('start.mjs', [], options).ended
      expect(stderr).toContain('could not be downloaded')
      expect(JSON.parse(stdout)).toEqual(['start', '--open'])
    }
    expect(readFileSync(join(checkout.root, 'node_modules/electron/tries'), 'utf8')).toBe('x')
  })

  it.runIf(process.getuid?.() === 0)('never runs Electron as root', async () => {
    checkout.write('node_modules/electron/path.txt', 'electron')
    checkout.write('node_modules/electron/dist/electron', '#!/bin/sh\necho window\n', 0o755)
    const { stdout, stderr } = await checkout.start('start.mjs', [], { env: { DISPLAY: ':99' } }).ended
    expect(stderr).toContain('root may run Electron only with --no-sandbox')
    expect(JSON.parse(stdout)).toEqual(['start', '--open'])
  })
})
