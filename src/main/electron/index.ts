/** Entry of the desktop app: one window, one node behind it. */
import { app, Menu, shell, type BrowserWindow } from 'electron'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Opening } from '../../shared/shell-channel.ts'
import { externalUrl } from './external-url.ts'
import { feedOf } from './find-update.ts'
import { installGuards } from './guards.ts'
import { forkHost } from './host.ts'
import { answerWindow, tellNodeGone, tellToOpen } from './ipc.ts'
import { keepUpToDate } from './keep-up-to-date.ts'
import { menuTemplate } from './menu.ts'
import { showNodeStatus } from './node-status.ts'
import { notify } from './notify.ts'
import { openedBy, openedFile, openedLink } from './opened-by.ts'
import { createOpenings } from './openings.ts'
import { keepPreferences } from './preferences.ts'
import { profileDir } from './profile-dir.ts'
import { registerAppScheme, serveApp } from './protocol.ts'
import { superviseHost } from './supervisor.ts'
import { askAboutTrouble } from './trouble-dialog.ts'
import { focusWindow, openWindow } from './window.ts'

const out = join(dirname(fileURLToPath(import.meta.url)), '..')
const args = process.argv.slice(1)
const resources = join(out, '..', 'resources')
const profile = profileDir(args, process.env, app.getPath('userData'))

mkdirSync(profile, { recursive: true, mode: 0o700 })
app.setPath('userData', profile)
app.enableSandbox()
registerAppScheme()
// Windows shows notifications of apps that it knows by this name; the installer uses the same.
app.setAppUserModelId('org.gittorrent.desktop')

// macOS hands links and files over in events, also before the app is ready.
let early: Opening | null = null
let later: ((what: Opening | null) => void) | null = null
const opened = (what: Opening | null) => (later ? later(what) : (early = what))
app.on('open-url', (event, url) => (event.preventDefault(), opened(openedLink(url))))
app.on('open-file', (event, path) => (event.preventDefault(), opened(openedFile(path))))
// Elsewhere the installer says so; where it can't, as with an AppImage, the app itself does.
if (app.isPackaged) app.setAsDefaultProtocolClient('gittorrent')

// The lock lies in the profile: one app for each data directory.
if (app.requestSingleInstanceLock()) void app.whenReady().then(run)
else app.quit()

function run(): void {
  let window: BrowserWindow | null = null
  const openings = createOpenings((what) => window && tellToOpen(window, what))
  const show = (what?: Opening | null) => {
    if (what) openings.want(what)
    if (window) return focusWindow(window)
    window = openWindow({
      preload: join(out, 'preload', 'index.cjs'),
      icon: join(resources, 'icon.png'),
      place: join(profile, 'window.json'),
    })
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) openings.gone()
    })
    window.on('closed', () => {
      window = null
      openings.gone()
    })
  }

  installGuards()
  serveApp(join(out, 'renderer'))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, show)))

  const node = superviseHost({
    fork: () => forkHost(join(out, 'main', 'host.js'), args),
    now: Date.now,
    later: (milliseconds, run) => void setTimeout(run, milliseconds),
    onGone() {
      tellNodeGone()
      status.renew()
    },
    onTrouble: askAboutTrouble,
    onStopped: () => app.quit(),
  })
  answerWindow((port) => node.attach(port), openings.ready)
  const preferences = keepPreferences(join(profile, 'shell.json'))
  const status = showNodeStatus({
    ...{ resources, preferences, open: show },
    attach: (port) => node.attach(port),
    quit: () => app.quit(),
  })

  app.on('second-instance', (_event, argv: readonly string[], cwd: string) =>
    show(openedBy(argv.slice(1), cwd)),
  )
  app.on('activate', () => show())
  app.on('window-all-closed', () => {
    const stays = status.hasTray && preferences.get().keepSharing
    if (process.platform !== 'darwin' && !stays) app.quit()
  })
  let stopped = false
  app.on('before-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void node.stop().then(() => {
      stopped = true
      app.quit()
    })
  })
  keepUpToDate({
    feed: app.isPackaged ? feedOf(readFileSync(join(out, '..', 'package.json'), 'utf8')) : null,
    version: app.getVersion(),
    platform: process.platform,
    env: process.env,
    loadUpdater: async () => (await import('electron-updater')).default.autoUpdater,
    after: (milliseconds, run) => void setTimeout(run, milliseconds).unref(),
    tell(title, body, at) {
      const link = at && externalUrl(at.href)
      notify({ title, body, screen: '' }, join(resources, 'icon.png'), () => {
        if (link !== null) void shell.openExternal(link)
      })
    },
  })
  show(early ?? openedBy(args, process.cwd()))
  later = show
}
