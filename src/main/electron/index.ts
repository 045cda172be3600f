/** Entry of the desktop app: one window, one node behind it. */
import { app, Menu, type BrowserWindow } from 'electron'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installGuards } from './guards.ts'
import { forkHost } from './host.ts'
import { answerWindow, tellNodeGone } from './ipc.ts'
import { menuTemplate } from './menu.ts'
import { profileDir } from './profile-dir.ts'
import { registerAppScheme, serveApp } from './protocol.ts'
import { superviseHost } from './supervisor.ts'
import { askAboutTrouble } from './trouble-dialog.ts'
import { focusWindow, openWindow } from './window.ts'

const out = join(dirname(fileURLToPath(import.meta.url)), '..')
const args = process.argv.slice(1)
const profile = profileDir(args, process.env, app.getPath('userData'))

mkdirSync(profile, { recursive: true, mode: 0o700 })
app.setPath('userData', profile)
app.enableSandbox()
registerAppScheme()

// The lock lies in the profile: one app for each data directory.
if (app.requestSingleInstanceLock()) void app.whenReady().then(run)
else app.quit()

function run(): void {
  let window: BrowserWindow | null = null
  const show = () => {
    if (window) return focusWindow(window)
    window = openWindow({
      preload: join(out, 'preload', 'index.cjs'),
      icon: join(out, '..', 'resources', 'icon.png'),
      place: join(profile, 'window.json'),
    })
    window.on('closed', () => (window = null))
  }

  installGuards()
  serveApp(join(out, 'renderer'))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged)))

  const node = superviseHost({
    fork: () => forkHost(join(out, 'main', 'host.js'), args),
    now: Date.now,
    later: (milliseconds, run) => void setTimeout(run, milliseconds),
    onGone: tellNodeGone,
    onTrouble: askAboutTrouble,
    onStopped: () => app.quit(),
  })
  answerWindow((port) => node.attach(port))

  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
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
  show()
}
