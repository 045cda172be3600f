import type { MenuItemConstructorOptions } from 'electron'

/**
 * The native menu. Everything of the product itself is in the window; here is what desktops expect: on macOS it is also what
 * makes the keys for copying and closing work.
 * @param packaged false while developing: then there are developer tools
 */
export function menuTemplate(platform: NodeJS.Platform, packaged: boolean): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [{ role: mac ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    { label: 'View', submenu: viewMenu(packaged) },
    { role: 'windowMenu' },
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
