/** The built shell against a stand-in for Electron: everything is wired, and nothing is left open. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Activity } from '../../src/shared/model.ts'
import { appState, ownProject, remotePerson, remoteRef } from '../../src/shared/samples.ts'
import { FakeWebContents, state, type FakePort, type MenuItem } from './fake-electron.ts'

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
    state.app.emit('second-instance', {}, ['gittorrent-desktop'], '/')
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
    const attached = { message: { t: 'attach' }, ports: [{ end: 1 }] }
    expect(child!.received).toMatchObject([attached, attached]) // the tray's, and the window's
    expect(state.windows[0]!.webContents.posted).toMatchObject([
      { channel: 'gittorrent', message: { t: 'port' }, ports: [{ end: 2 }] },
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

describe('what stands outside of the window', () => {
  const tray = () => state.trays[0]!
  /** The node's end of the channel that the shell itself has. */
  const node = () => state.children[0]!.received[0]!.ports[0] as FakePort
  const tell = (frame: object) => node().postMessage(JSON.stringify(frame))
  const opened = () => state.windows[0]!.webContents.posted.at(-1)?.message
  const item = (menu: readonly MenuItem[], label: string): MenuItem =>
    menu.flatMap((each) => [each, ...(each.submenu ?? [])]).find((each) => each.label === label)!
  const project = ownProject({ remotes: [remotePerson({ refs: [remoteRef({ unread: 2 })] })] })
  const event = (id: number, text: string): Activity => ({
    ...{ id, time: 0, kind: 'fetched', project: project.repoHash, person: 'Bob', text },
  })

  it('is a tray, a count and the node’s state', async () => {
    expect(item(tray().menu, 'Starting')).toBeDefined()
    const snapshot = appState({ projects: { [project.repoHash]: project }, activity: { 1: event(1, 'old') } })
    tell({ t: 'snapshot', seq: 0, state: snapshot })
    await vi.waitFor(() => expect(tray().tip).toContain('On the network'), 3000)
    expect(state.app.badge).toBe(2)
    item(tray().menu, 'notes: 2 new commits').click!()
    expect(opened()).toEqual({ t: 'open', what: { screen: `#/project/${project.repoHash}` } })
  })

  it('tells what happens when nobody looks, and leads there', async () => {
    const value = event(2, 'Bob: 1 new commit on main')
    tell({ t: 'changes', seq: 1, changes: [{ collection: 'activity', key: '2', value }] })
    await vi.waitFor(() => expect(state.notifications).toHaveLength(1), 6000)
    const [notification] = state.notifications
    expect(notification!.options).toMatchObject({ title: 'notes', body: 'Bob: 1 new commit on main' })
    expect(notification!.shown).toBe(true)
    notification!.emit('click')
    expect(state.windows[0]!.shown.at(-1)).toBe('focus')
    expect(opened()).toEqual({ t: 'open', what: { screen: `#/project/${project.repoHash}` } })
  })

  it('is a menu with what the window can do', () => {
    item(state.menu, 'Publish a project…').click!()
    expect(opened()).toEqual({ t: 'open', what: { publish: null } })
    item(state.menu, 'Keyboard shortcuts').click!()
    expect(opened()).toEqual({ t: 'open', what: { dialog: 'shortcuts' } })
  })

  it('is links and files that are opened with the app', () => {
    const link = `gittorrent://192.0.2.1:7411/${project.repoHash}`
    state.app.emit('second-instance', {}, ['gittorrent-desktop', link], '/')
    expect(opened()).toEqual({ t: 'open', what: { join: link } })
    state.app.emit('open-file', { preventDefault() {} }, '/src/notes')
    expect(opened()).toEqual({ t: 'open', what: { publish: '/src/notes' } })
    state.app.emit('open-url', { preventDefault() {} }, 'https://example.org/')
    expect(opened()).toEqual({ t: 'open', what: { publish: '/src/notes' } })
    expect(state.app.protocols).toEqual(['gittorrent'])
  })

  it('waits for a page that starts anew', async () => {
    const { webContents } = state.windows[0]!
    webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    const before = webContents.posted.length
    item(tray().menu, 'Join by link…').click!()
    expect(webContents.posted).toHaveLength(before)
    await ask('connect')
    expect(opened()).toEqual({ t: 'open', what: { join: null } })
  })

  it('goes on without a window when the user wants that', () => {
    item(tray().menu, 'Keep sharing when the window is closed').click!()
    state.app.emit('window-all-closed')
    expect(state.children[0]!.received.at(-1)).not.toMatchObject({ message: { t: 'stop' } })
    item(tray().menu, 'Keep sharing when the window is closed').click!()
    expect(JSON.parse(readFileSync(join(dataDir, 'window', 'shell.json'), 'utf8'))).toMatchObject({
      keepSharing: false,
    })
  })
})

describe('the end', () => {
  it('a node that dies is told to the window, and started again', async () => {
    const { posted } = state.windows[0]!.webContents
    state.children[0]!.emit('exit', 139)
    expect(posted.at(-1)).toEqual({ channel: 'gittorrent', message: { t: 'node-gone' }, ports: [] })
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
