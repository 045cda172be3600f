/**
 * Electron's own security checklist (https://www.electronjs.org/docs/latest/tutorial/security), item by item and by its numbers,
 * against what was built. docs/security.md says the same in words.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { staleBuild } from '../../scripts/setup/build.mjs'
import { FakeWebContents, state } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).electron)

const root = resolve(import.meta.dirname, '..', '..')
const out = join(root, 'out')
const read = (path: string) => readFileSync(join(out, path), 'utf8')
const preferences = () => state.windows[0]!.options.webPreferences
const contents = () => state.windows[0]!.webContents
const dataDir = mkdtempSync(join(tmpdir(), 'gittorrent-security-'))
const argv = [...process.argv]

/** All that runs in the main process of the shell. */
let main: string
beforeAll(async () => {
  expect(staleBuild(root)).toBeNull()
  main = read('main/index.js')
  process.argv.push('--data-dir', dataDir)
  await import(pathToFileURL(join(out, 'main', 'index.js')).href)
  state.app.ready()
  await vi.waitFor(() => expect(state.windows).toHaveLength(1))
})
afterAll(() => {
  process.argv = argv
  rmSync(dataDir, { recursive: true, force: true })
})

const prevented = (emit: (event: { preventDefault(): void }) => void) => {
  const preventDefault = vi.fn()
  emit({ preventDefault })
  return preventDefault.mock.calls.length > 0
}

describe("Electron's checklist", () => {
  it('1 loads its own files alone: nothing comes from a network', () => {
    expect(state.windows[0]!.url).toBe('app://gittorrent/index.html')
    expect(main).not.toMatch(/loadURL\((?!START_URL)/)
    expect(main).not.toContain('loadFile(')
    expect(read('renderer/index.html')).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  })

  it('2 no page has Node, in no frame and no worker', () => {
    expect(preferences()['nodeIntegration']).toBe(false)
    expect(main).not.toMatch(/nodeIntegration(?:InWorker|InSubFrames)?: (?:true|!0)/)
    for (const name of readdirSync(join(out, 'renderer', 'assets')).filter((one) => one.endsWith('.js')))
      expect(read(`renderer/assets/${name}`)).not.toMatch(/require\(["'](?:node:|electron|fs|child_process)/)
  })

  it('3 the preload lives in a world of its own', () => expect(preferences()['contextIsolation']).toBe(true))

  it('4 every process of a page is sandboxed, before the first is started', () => {
    expect(state.order[0]).toBe('sandbox')
    expect(preferences()['sandbox']).toBe(true)
    expect(main).not.toContain('--no-sandbox')
  })

  it('5 permissions are refused, but for writing text to the clipboard from our own page', () => {
    const all =
      'media geolocation notifications midi midiSysex pointerLock fullscreen openExternal hid serial usb clipboard-read display-capture idle-detection window-management fileSystem'
    for (const permission of all.split(' ')) {
      expect(state.session.ask(permission, 'app://gittorrent/'), permission).toBe(false)
      expect(state.session.check(permission, 'app://gittorrent/'), permission).toBe(false)
    }
    expect(state.session.ask('clipboard-sanitized-write', 'app://gittorrent/')).toBe(true)
    expect(state.session.ask('clipboard-sanitized-write', 'https://example.org/')).toBe(false)
    expect(state.session.device()).toBe(false)
  })

  it('6 8 9 10 nothing of the web’s security is switched off, and nothing experimental on', () => {
    expect(preferences()['webSecurity']).toBe(true)
    expect(Object.keys(preferences()).sort()).toEqual([
      'contextIsolation',
      'nodeIntegration',
      'preload',
      'sandbox',
      'spellcheck',
      'webSecurity',
    ])
    for (const word of [
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
      'appendSwitch',
    ])
      expect(main).not.toContain(word)
  })

  it('7 a policy comes with every answer: own scripts, own styles, no connections', async () => {
    for (const path of ['/index.html', '/nothing']) {
      const answer = await state.serve({ method: 'GET', url: `app://gittorrent${path}` })
      const policy = answer.headers.get('content-security-policy')!
      const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))
      expect(rules.get('default-src')).toEqual(["'none'"])
      expect(rules.get('script-src')).toEqual(["'self'"])
      expect(rules.get('style-src')).toEqual(["'self'"])
      expect(rules.get('connect-src')).toEqual(["'none'"])
      for (const rule of ['base-uri', 'form-action', 'frame-ancestors'])
        expect(rules.get(rule)).toEqual(["'none'"])
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('11 12 there are no webviews, and none can be attached', () => {
    expect(main).not.toMatch(/webviewTag|allowpopups/)
    expect(prevented((event) => contents().emit('will-attach-webview', event))).toBe(true)
  })

  it('13 the window stays where it is', () => {
    const goes = (url: string, isMainFrame = true) =>
      !prevented((event) => contents().emit('will-frame-navigate', { ...event, url, isMainFrame }))
    expect(goes('app://gittorrent/index.html')).toBe(true)
    for (const url of [
      'https://example.org/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'data:text/html,x',
      'app://other/',
    ])
      expect(goes(url), url).toBe(false)
    expect(goes('app://gittorrent/index.html', false)).toBe(false)
    expect(prevented((event) => contents().emit('will-redirect', event))).toBe(true)
  })

  it('14 15 no other window opens; the browser gets plain https links, and no program anything else', () => {
    const urls = [
      'https://git-scm.com/',
      'http://example.org/',
      'file:///bin/sh',
      'smb://host/x',
      'javascript:1',
      'https://a:b@x.y/',
    ]
    for (const url of urls) expect(contents().openHandler({ url })).toEqual({ action: 'deny' })
    expect(state.opened).toEqual(['https://git-scm.com/'])
    expect(main.match(/openExternal\(/g)).toHaveLength(main.match(/openExternal\(link\)/g)!.length)
  })

  it('16 Electron is pinned to a version, of a line that is maintained', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>
    }
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
    expect(Number(devDependencies['electron']!.split('.')[0])).toBeGreaterThanOrEqual(45)
  })

  it('17 messages are answered to the main frame of our own page, in a window of ours', async () => {
    const frame = { url: 'app://gittorrent/index.html', parent: null }
    expect([...state.ipc.keys()]).toEqual(['gittorrent'])
    expect(main).not.toMatch(/ipcMain\.on\(/)
    const ask = (senderFrame: unknown, sender: unknown = contents()) =>
      state.ipc.get('gittorrent')!({ sender, senderFrame }, 'choose-folder')
    for (const other of [
      null,
      { ...frame, parent: {} },
      { ...frame, url: 'https://example.org/' },
      { ...frame, url: 'app://other/' },
    ])
      await expect(ask(other)).rejects.toThrow('may not ask')
    await expect(ask(frame, new FakeWebContents())).rejects.toThrow('may not ask')
    await expect(ask(frame)).resolves.toBe('/src/tiny-raft')
  })

  it('18 files come by a scheme of our own, from a fixed list, with no privileges of file:', async () => {
    expect(state.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ])
    for (const path of [
      '/../main/index.js',
      '/%2e%2e/main/index.js',
      '//etc/passwd',
      '/..%5cmain%5cindex.js',
    ])
      expect((await state.serve({ method: 'GET', url: `app://gittorrent${path}` })).status, path).toBe(404)
  })

  it('19 the fuses that matter are in the configuration (package.test.ts looks at the packed program)', () => {
    const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    for (const line of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'onlyLoadAppFromAsar: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'grantFileProtocolExtraPrivileges: false',
    ])
      expect(config).toContain(`  ${line}\n`)
  })

  it('20 the page gets five functions of ours, and nothing of Electron', () => {
    const preload = read('preload/index.cjs')
    const exposed = [...preload.matchAll(/exposeInMainWorld\("?'?(\w+)/g)].map(([, name]) => name)
    expect(exposed).toEqual(['gittorrent'])
    const [, body = ''] = /exposeInMainWorld\([^{]*\{([^]*?)\n\}\)/.exec(preload) ?? []
    const names = [...body.matchAll(/^\t(\w+)[,:]/gm)].map(([, name]) => name)
    expect(names).toEqual(['connect', 'chooseFolder', 'onOpen', 'pathOf', 'platform'])
    expect(body).not.toMatch(/ipcRenderer|require/)
  })
})

describe('beyond the list', () => {
  it('downloads, devices and bad certificates are refused', () => {
    expect(prevented((event) => state.session.emit('will-download', event))).toBe(true)
    const trust = vi.fn()
    expect(prevented((event) => state.app.emit('certificate-error', event, {}, '', '', {}, trust))).toBe(true)
    expect(trust).toHaveBeenCalledWith(false)
  })

  it('a packaged app has no developer tools, and no port for a debugger', () => {
    const labels = JSON.stringify(state.menu)
    expect(labels).not.toMatch(/toggleDevTools|"reload"/)
    expect(main).not.toMatch(/openDevTools|remote-debugging/)
  })

  it('docs/security.md has each of the twenty, with its test or its reason', () => {
    const text = readFileSync(join(root, 'docs', 'security.md'), 'utf8')
    const [, section = ''] = /^## Electron\n([^]*?)(?=^## |(?![^]))/m.exec(text) ?? []
    const numbers = [...section.matchAll(/^\| +(\d+) +\|/gm)].map(([, number]) => Number(number))
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    for (const [, file = ''] of section.matchAll(/`([\w-]+\.test\.ts)`/g))
      expect(
        existsSync(join(root, 'test', 'electron', file)) ||
          existsSync(join(root, 'src', 'main', 'electron', file)),
        file,
      ).toBe(true)
  })
})
