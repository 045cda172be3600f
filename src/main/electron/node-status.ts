/** What the desktop shows of the node outside of the window: the tray, notifications, the count on the icon. */
import { BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron'
import { join } from 'node:path'
import type { AppState } from '../../shared/model.ts'
import type { Opening } from '../../shared/shell-channel.ts'
import { unreadOfAll } from '../../shared/unread.ts'
import { showBadge } from './badge.ts'
import { batchNotices } from './batch-notices.ts'
import { createIpcPort } from './ipc-port.ts'
import { notify } from './notify.ts'
import type { KeptPreferences } from './preferences.ts'
import { openTray } from './tray.ts'
import { trayMenu, trayTip } from './tray-menu.ts'
import { watchNode } from './watch-node.ts'

/** Milliseconds between two looks of the tray. */
const REDRAW = 1_000

export interface StatusParts {
  /** Where the pictures are. */
  readonly resources: string
  readonly preferences: KeptPreferences
  /** Hands an end of a channel to the node. */
  attach(port: MessagePortMain): void
  open(what?: Opening): void
  quit(): void
}

export interface NodeStatus {
  /** Whether the app can be reached, and ended, without a window. */
  readonly hasTray: boolean
  /** The node has gone, and there will be another. */
  renew(): void
}

export function showNodeStatus({ resources, preferences, attach, open, quit }: StatusParts): NodeStatus {
  const picture = (name: string) => join(resources, name)
  const tray = openTray(picture(process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'), () =>
    open(),
  )
  let state: AppState | null = null
  let waiting = false

  const draw = () => {
    waiting = false
    showBadge(unreadOfAll(state?.projects), BrowserWindow.getAllWindows()[0] ?? null, picture('badge.png'))
    tray?.show({ tip: trayTip(state), menu: trayMenu(state, preferences.get(), { open, prefer, quit }) })
  }
  const prefer: KeptPreferences['set'] = (changes) => {
    preferences.set(changes)
    draw()
  }
  const batch = batchNotices({
    later: (milliseconds, run) => void setTimeout(run, milliseconds),
    wanted: () => preferences.get().notify && BrowserWindow.getFocusedWindow() === null,
    show: (notice) => notify(notice, picture('icon.png'), (screen) => open({ screen })),
  })
  const know = (next: AppState | null) => {
    state = next
    if (waiting) return
    waiting = true
    setTimeout(draw, REDRAW)
  }

  draw()
  const watch = watchNode(
    () => {
      const { port1, port2 } = new MessageChannelMain()
      attach(port1)
      return createIpcPort(port2)
    },
    (next) => {
      batch.hear(next)
      know(next)
    },
  )
  return {
    hasTray: tray !== null,
    renew() {
      batch.reset()
      know(null)
      watch.renew()
    },
  }
}
