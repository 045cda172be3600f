/** As much of Electron as the shell touches, recording what it is told: its real program isn't everywhere. */
import { EventEmitter } from 'node:events'

export type Listener = (...args: never[]) => unknown

export class FakeWebContents extends EventEmitter {
  readonly posted: { channel: string; message: unknown; ports: unknown[] }[] = []
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  postMessage = (channel: string, message: unknown, ports: unknown[] = []) =>
    void this.posted.push({ channel, message, ports })
  send = (channel: string, message: unknown) => this.postMessage(channel, message)
  setWindowOpenHandler = (handler: typeof this.openHandler) => void (this.openHandler = handler)
  getURL = () => 'app://gittorrent/index.html'
}

export interface WindowOptions {
  readonly width: number
  readonly height: number
  readonly show: boolean
  readonly webPreferences: Readonly<Record<string, unknown>>
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeWebContents()
  readonly shown: string[] = []
  url = ''
  constructor(readonly options: WindowOptions) {
    super()
    state.windows.push(this)
    state.app.emit('web-contents-created', {}, this.webContents)
  }
  static getAllWindows = () => state.windows
  static getFocusedWindow = () => state.focused
  static fromWebContents = (contents: unknown) =>
    state.windows.find((window) => window.webContents === contents) ?? null
  loadURL = async (url: string) => void (this.url = url)
  show = () => void this.shown.push('show')
  focus = () => void this.shown.push('focus')
  restore = () => void this.shown.push('restore')
  maximize = () => void this.shown.push('maximize')
  isMinimized = () => true
  isMaximized = () => false
  isDestroyed = () => false
  getNormalBounds = () => ({ x: 10, y: 20, width: 900, height: 700 })
}

export class FakeChild extends EventEmitter {
  readonly received: { message: unknown; ports: unknown[] }[] = []
  constructor(
    readonly file: string,
    readonly args: readonly string[],
  ) {
    super()
    state.children.push(this)
  }
  postMessage = (message: unknown, ports: unknown[]) => void this.received.push({ message, ports })
  kill = () => true
}

class FakeApp extends EventEmitter {
  readonly isPackaged = true
  getVersion = () => '0.2.0'
  quits = 0
  ready = () => {}
  readonly paths = new Map([['userData', '']])
  badge = 0
  readonly protocols: string[] = []
  setAppUserModelId = () => {}
  setAsDefaultProtocolClient = (scheme: string) => this.protocols.push(scheme)
  setBadgeCount = (count: number) => void (this.badge = count)
  enableSandbox = () => void state.order.push('sandbox')
  requestSingleInstanceLock = () => (state.order.push('lock'), true)
  whenReady = () => new Promise<void>((resolve) => (this.ready = resolve))
  getPath = (name: string) => this.paths.get(name) ?? ''
  setPath = (name: string, path: string) => void this.paths.set(name, path)
  /** Emits before-quit as Electron does. */
  quit = () => {
    let prevented = false
    this.emit('before-quit', { preventDefault: () => (prevented = true) })
    if (!prevented) this.quits++
  }
}

/** An item of a menu, as far as tests look at it. */
export interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly checked?: boolean
  readonly submenu?: readonly MenuItem[]
  click?(): void
}

class FakeTray extends EventEmitter {
  tip = ''
  menu: readonly MenuItem[] = []
  constructor(readonly icon: string) {
    super()
    state.trays.push(this)
  }
  setToolTip = (tip: string) => void (this.tip = tip)
  setContextMenu = (menu: readonly MenuItem[]) => void (this.menu = menu)
}

class FakeNotification extends EventEmitter {
  shown = false
  constructor(readonly options: { readonly title: string; readonly body: string; readonly icon: string }) {
    super()
    state.notifications.push(this)
  }
  static isSupported = () => true
  show = () => void (this.shown = true)
}

/** An end of a channel: one records, the other hears what is delivered to it. */
export class FakePort extends EventEmitter {
  readonly sent: string[] = []
  peer: FakePort | null = null
  constructor(readonly end: number) {
    super()
  }
  postMessage = (text: string) => {
    this.sent.push(text)
    this.peer?.emit('message', { data: text })
  }
  start = () => {}
  close = () => {}
}

export const state = {
  app: new FakeApp(),
  focused: null as FakeWindow | null,
  menu: [] as readonly MenuItem[],
  trays: [] as FakeTray[],
  notifications: [] as FakeNotification[],
  order: [] as string[],
  windows: [] as FakeWindow[],
  children: [] as FakeChild[],
  opened: [] as string[],
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  serve: (_request: { method: string; url: string }): Promise<Response> =>
    Promise.reject(new Error('not served')),
  ipc: new Map<string, (event: unknown, request: string) => Promise<unknown>>(),
  chosen: ['/src/tiny-raft'],
  session: Object.assign(new EventEmitter(), {
    ask: (_permission: string, _url: string): boolean => true,
    check: (_permission: string, _origin: string): boolean => true,
    device: (): boolean => true,
    setPermissionRequestHandler(
      handler: (
        contents: unknown,
        permission: string,
        answer: (allowed: boolean) => void,
        details: object,
      ) => void,
    ) {
      this.ask = (permission, requestingUrl) => {
        let allowed = true
        handler(new FakeWebContents(), permission, (answer) => (allowed = answer), { requestingUrl })
        return allowed
      }
    },
    setPermissionCheckHandler(handler: (contents: null, permission: string, origin: string) => boolean) {
      this.check = (permission, origin) => handler(null, permission, origin)
    },
    setDevicePermissionHandler(handler: () => boolean) {
      this.device = handler
    },
  }),
}

const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }

/** The module, as `import … from 'electron'` gives it. */
export const electron = {
  app: state.app,
  BrowserWindow: FakeWindow,
  dialog: {
    showOpenDialog: async () => ({ filePaths: state.chosen }),
    showMessageBox: async () => ({ response: 1 }),
  },
  ipcMain: { handle: (channel: string, handler: never) => void state.ipc.set(channel, handler) },
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (menu: readonly MenuItem[]) => void (state.menu = menu),
  },
  MessageChannelMain: class {
    readonly port1 = new FakePort(1)
    readonly port2 = new FakePort(2)
    constructor() {
      this.port1.peer = this.port2
      this.port2.peer = this.port1
    }
  },
  nativeImage: { createFromPath: (path: string) => ({ path }) },
  Notification: FakeNotification,
  Tray: FakeTray,
  nativeTheme: { shouldUseDarkColors: false },
  protocol: {
    registerSchemesAsPrivileged: (schemes: typeof state.schemes) => (
      state.order.push('scheme'),
      (state.schemes = schemes)
    ),
    handle: (_scheme: string, handler: typeof state.serve) => void (state.serve = handler),
  },
  screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
  session: { defaultSession: state.session },
  shell: { openExternal: async (url: string) => void state.opened.push(url) },
  utilityProcess: { fork: (file: string, args: readonly string[]) => new FakeChild(file, args) },
}
