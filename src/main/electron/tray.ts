import { Menu, Tray, type MenuItemConstructorOptions } from 'electron'

export interface TrayLook {
  readonly tip: string
  readonly menu: readonly MenuItemConstructorOptions[]
}

export interface ShownTray {
  /** What is the same as before is not drawn again: a menu that somebody looks at would close. */
  show(look: TrayLook): void
  /** Linux takes an icon back that nobody holds, so it is held here. */
  readonly tray: Tray
}

/**
 * Puts an icon into the tray. Null where the desktop has none.
 * @param onClick a click on the icon itself, where that doesn't open the menu
 */
export function openTray(icon: string, onClick: () => void): ShownTray | null {
  let tray: Tray
  try {
    tray = new Tray(icon)
  } catch {
    return null
  }
  // On macOS a click opens the menu as well.
  if (process.platform !== 'darwin') tray.on('click', onClick)
  let drawn = ''
  return {
    tray,
    show({ tip, menu }) {
      tray.setToolTip(tip)
      const next = JSON.stringify(menu)
      if (next === drawn) return
      drawn = next
      tray.setContextMenu(Menu.buildFromTemplate([...menu]))
    },
  }
}
