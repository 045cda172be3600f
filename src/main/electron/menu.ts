import type { MenuItemConstructorOptions } from 'electron'
import type { Opening } from '../../shared/shell-channel.ts'
import { hrefOf } from '../../shared/view.ts'

/**
 * The native menu: what the window can do, by name, and what desktops expect. On macOS it is also what makes the keys for
 * copying and closing work. The product's own keys are the window's; the menu only shows them.
 * @param packaged false while developing: then there are developer tools
 * @param open shows something in the window
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  packaged: boolean,
  open: (what: Opening) => void,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const item = (label: string, accelerator: string, what: Opening): MenuItemConstructorOptions => ({
    ...{ label, accelerator, registerAccelerator: false },
    click: () => open(what),
  })
  const screen = (label: string, accelerator: string, name: 'nearby' | 'activity' | 'settings') =>
    item(label, accelerator, { screen: hrefOf({ name }) })
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        item('Publish a project…', 'CmdOrCtrl+Shift+P', { publish: null }),
        item('Join by link…', 'CmdOrCtrl+L', { join: null }),
        { type: 'separator' },
        screen('Settings', 'CmdOrCtrl+,', 'settings'),
        { type: 'separator' },
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'Go',
      submenu: [
        screen('Nearby', 'CmdOrCtrl+1', 'nearby'),
        screen('Activity', 'CmdOrCtrl+2', 'activity'),
        { type: 'separator' },
        item('Command palette', 'CmdOrCtrl+K', { dialog: 'palette' }),
      ],
    },
    { label: 'View', submenu: viewMenu(packaged) },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('Keyboard shortcuts', '?', { dialog: 'shortcuts' })] },
  ]
}

const viewMenu = (packaged: boolean): MenuItemConstructorOptions[] => [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  { type: 'separator' },
  { role: 'togglefullscreen' },
  ...(packaged
    ? []
    : [{ type: 'separator' } as const, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
]
