/**
 * Which shell is this? The desktop shell hands over a Port; in a browser it is a WebSocket to the server that this page
 * came from. Nothing else in the renderer asks.
 */
import { AppError } from '../shared/errors.ts'
import type { Port } from '../shared/rpc/port.ts'
import type { Opening } from '../shared/shell-channel.ts'

/** What the desktop shell's preload puts on the window. */
export interface DesktopShell {
  connect(): Promise<Port>
  /** A folder that the user picked, or null. */
  chooseFolder?(): Promise<string | null>
  /** Somebody outside of the window wants it to show something. */
  onOpen?(listener: (what: Opening) => void): void
  /** Where a file or folder lies that was dropped on the window. */
  pathOf?(file: File): string
}

declare global {
  interface Window {
    readonly gittorrent?: DesktopShell
  }
}

const SUBPROTOCOL = 'gittorrent.v1'
const TOKEN_KEY = 'gittorrent.token'

/** Opens a new Port. Rejects with an AppError when that can't be done at the moment. */
export const openPort = (): Promise<Port> => window.gittorrent?.connect() ?? openWebSocket(takeToken())

/** The shell's folder dialog, where it has one. */
export const chooseFolder = (): (() => Promise<string | null>) | null => {
  const shell = window.gittorrent
  return shell?.chooseFolder ? () => shell.chooseFolder!() : null
}

/** Calls for each thing that the desktop wants to be shown: a link that was clicked, a notification. */
export const onOpen = (listener: (what: Opening) => void): void => window.gittorrent?.onOpen?.(listener)

/** Where what was dropped lies; null in a browser, which doesn't tell. */
export const pathOf = (file: File): string | null => window.gittorrent?.pathOf?.(file) || null

/** The token from the address that started this page, kept for reloads of this tab and taken out of the address bar. */
function takeToken(): string | null {
  const fresh = /^#token=([\w-]+)/.exec(location.hash)?.[1]
  if (fresh) {
    sessionStorage.setItem(TOKEN_KEY, fresh)
    history.replaceState(null, '', location.pathname + location.search)
  }
  return fresh ?? sessionStorage.getItem(TOKEN_KEY)
}

function openWebSocket(token: string | null): Promise<Port> {
  if (!token) {
    return Promise.reject(
      new AppError(
        'PERMISSION',
        'this page has no key to the node',
        'open the address that “gittorrent start” printed; it ends in #token=…',
      ),
    )
  }
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const socket = new WebSocket(`${scheme}://${location.host}/rpc`, [SUBPROTOCOL, `token.${token}`])
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(portOf(socket)), { once: true })
    socket.addEventListener(
      'close',
      () =>
        reject(new AppError('NODE_NOT_RUNNING', 'the node can’t be reached', 'start it: gittorrent start')),
      { once: true },
    )
  })
}

const portOf = (socket: WebSocket): Port => ({
  send: (text) => socket.send(text),
  onMessage: (listener) => socket.addEventListener('message', ({ data }) => listener(String(data))),
  onClose: (listener) => socket.addEventListener('close', () => listener(), { once: true }),
  close: () => socket.close(),
})
