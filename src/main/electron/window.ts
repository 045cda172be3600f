import { BrowserWindow, nativeTheme, screen } from 'electron'
import { createBackoff } from './backoff.ts'
import { START_URL } from './origin.ts'
import { readKept, writeKept } from './kept-file.ts'
import { MIN_SIZE, restorePlace } from './window-place.ts'

/** The style sheet's --bg-app: what is seen before the first paint. */
const background = { light: '#eef1ef', dark: '#0a0d0b' } as const

export interface WindowFiles {
  /** The built preload. */
  readonly preload: string
  readonly icon: string
  /** Where the window's place is kept. */
  readonly place: string
}

/** Opens the window where it was, and shows it when there is something to see. */
export function openWindow(files: WindowFiles): BrowserWindow {
  const primary = screen.getPrimaryDisplay()
  const displays = [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)]
  const { maximized, ...place } = restorePlace(
    readKept(files.place),
    displays.map(({ workArea }) => workArea),
  )
  const window = new BrowserWindow({
    ...place,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'GitTorrent',
    icon: files.icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      preload: files.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      // It would fetch dictionaries from the internet.
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => (maximized ? window.maximize() : window.show()))
  window.on('close', () =>
    writeKept(files.place, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  )
  reloadAfterCrash(window)
  void window.loadURL(START_URL)
  return window
}

/** A page that crashed starts again; the node behind it went on meanwhile. */
function reloadAfterCrash(window: BrowserWindow): void {
  const backoff = createBackoff()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload()
    }, backoff.next(Date.now()))
  })
}

/** Brings a window to the front, from wherever it was. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
