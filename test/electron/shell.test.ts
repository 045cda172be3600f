/** The built shell against a stand-in for Electron: everything is wired, and nothing is left open. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { FakeWebContents, state } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).electron)

const out = resolve(import.meta.dirname, '..', '..', 'out')
const dataDir = mkdtempSync(join(tmpdir(), 'gittorrent-shell-'))
const ownFrame = { url: 'app://gittorrent/index.html', parent: null }
const ask = (request: string, senderFrame: unknown = ownFrame, sender = state.windows[0]!.webContents) =>
  state.ipc.get('gittorrent')!({ sender, senderFrame }, request)
const settled = () => new Promise((done) => setTimeout(done, 20))

const argv = [...process.argv]
beforeAll(async () => {
  process.argv.push('--data-dir', dataDir)
  await import(pathToFileURL(join(out, 'main', 'index.js')).href)
  expect(state.windows).toEqual([])
  state.app.ready()
  await settled()
})
afterAll(() => {
  process.argv = argv
  rmSync(dataDir, { recursive: true, force: true })
})

describe('before it is ready', () => {
  it('every page is sandboxed, the scheme has an origin, and there is one app for a data directory', () => {
    expect(state.order).toEqual(['sandbox', 'scheme', 'lock'])
    expect(state.schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }])
    expect(state.app.getPath('userData')).toBe(join(dataDir, 'window'))
  })
})

describe('the window', () => {
  it('has the UI and the preload, and no Node', () => {
    const [window] = state.windows
    expect(window!.url).toBe('app://gittorrent/index.html')
    expect(window!.options.webPreferences).toEqual({
      preload: join(out, 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    })
    expect(existsSync(join(out, 'preload', 'index.cjs'))).toBe(true)
  })

  it('is shown when there is something to see', () => {
    const [window] = state.windows
    expect(window!.options.show).toBe(false)
    window!.emit('ready-to-show')
    expect(window!.shown).toEqual(['show'])
  })

  it('comes to the front at a second start', () => {
    state.app.emit('second-instance')
    expect(state.windows[0]!.shown).toEqual(['show', 'restore', 'show', 'focus'])
    expect(state.windows).toHaveLength(1)
  })

  it('leaves word where it was', () => {
    state.windows[0]!.emit('close')
    const place = JSON.parse(readFileSync(join(dataDir, 'window', 'window.json'), 'utf8')) as unknown
    expect(place).toEqual({ x: 10, y: 20, width: 900, height: 700, maximized: false })
  })
})

describe('the scheme', () => {
  const get = (path: string, method = 'GET') => state.serve({ method, url: `app://gittorrent${path}` })

  it('serves the built UI under a strict policy', async () => {
    const page = await get('/index.html')
    expect(await page.text()).toBe(readFileSync(join(out, 'renderer', 'index.html'), 'utf8'))
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('serves nothing else', async () => {
    for (const path of ['/../main/index.js', '/%2e%2e/main/index.js', '/package.json', '/nothing'])
      expect((await get(path)).status).toBe(404)
    expect((await get('/index.html', 'POST')).status).toBe(404)
  })
})

describe('the guards', () => {
  const prevented = (emit: (event: { preventDefault(): void }) => void) => {
    const preventDefault = vi.fn()
    emit({ preventDefault })
    return preventDefault.mock.calls.length > 0
  }
  const contents = () => state.windows[0]!.webContents

  it('keep the window where it is', () => {
    const navigates = (url: string, isMainFrame = true) =>
      prevented((event) => contents().emit('will-frame-navigate', { ...event, url, isMainFrame }))
    expect(navigates('app://gittorrent/index.html')).toBe(false)
    expect(navigates('app://gittorrent/index.html', false)).toBe(true)
    expect(navigates('https://example.com/')).toBe(true)
    expect(navigates('file:///etc/passwd')).toBe(true)
    expect(prevented((event) => contents().emit('will-redirect', event))).toBe(true)
    expect(prevented((event) => contents().emit('will-attach-webview', event))).toBe(true)
  })

  it('open no window, and only plain https links in the browser', () => {
    for (const url of ['https://git-scm.com/', 'file:///etc/passwd', 'app://gittorrent/'])
      expect(contents().openHandler({ url })).toEqual({ action: 'deny' })
    expect(state.opened).toEqual(['https://git-scm.com/'])
  })

  it('refuse permissions, devices, downloads and bad certificates', () => {
    const { session } = state
    for (const permission of ['media', 'geolocation', 'notifications', 'openExternal', 'clipboard-read']) {
      expect(session.ask(permission, 'app://gittorrent/')).toBe(false)
      expect(session.check(permission, 'app://gittorrent/')).toBe(false)
    }
    expect(session.device()).toBe(false)
    expect(prevented((event) => session.emit('will-download', event))).toBe(true)
    const trust = vi.fn()
    expect(prevented((event) => state.app.emit('certificate-error', event, {}, '', '', {}, trust))).toBe(true)
    expect(trust).toHaveBeenCalledWith(false)
  })
})

describe('the bridge', () => {
  it('gives each end of a channel to its owner, as soon as the node is ready', async () => {
    const [child] = state.children
    expect(child!.file).toBe(join(out, 'main', 'host.js'))
    expect(child!.args).toEqual(expect.arrayContaining(['--data-dir', dataDir]))
    await ask('connect')
    expect(child!.received).toEqual([])
    child!.emit('message', { t: 'ready' })
    expect(child!.received).toEqual([{ message: { t: 'attach' }, ports: [{ end: 1 }] }])
    expect(state.windows[0]!.webContents.posted).toEqual([
      { channel: 'gittorrent', message: 'port', ports: [{ end: 2 }] },
    ])
  })

  it('asks for a folder', async () => {
    expect(await ask('choose-folder')).toBe('/src/tiny-raft')
    state.chosen = []
    expect(await ask('choose-folder')).toBeNull()
  })

  it('answers our page alone', async () => {
    for (const frame of [null, { ...ownFrame, parent: {} }, { ...ownFrame, url: 'https://example.com/' }])
      await expect(ask('connect', frame)).rejects.toThrow('may not ask')
    await expect(ask('connect', ownFrame, new FakeWebContents())).rejects.toThrow('may not ask')
  })
})

describe('the end', () => {
  it('a node that dies is told to the window, and started again', async () => {
    const { posted } = state.windows[0]!.webContents
    state.children[0]!.emit('exit', 139)
    expect(posted.at(-1)).toEqual({ channel: 'gittorrent', message: 'node-gone', ports: [] })
    await vi.waitFor(() => expect(state.children).toHaveLength(2), 2000)
  })

  it('waits for the node before it quits', async () => {
    state.app.emit('window-all-closed')
    if (process.platform === 'darwin') state.app.quit()
    expect(state.children[1]!.received).toEqual([{ message: { t: 'stop' }, ports: [] }])
    await settled()
    expect(state.app.quits).toBe(0)
    state.children[1]!.emit('exit', 0)
    await settled()
    expect(state.app.quits).toBe(1)
  })
})
