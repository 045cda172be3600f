import { app, nativeImage, type BrowserWindow } from 'electron'
import { plural } from '../../shared/text.ts'

/** The count on the app's icon, as the desktop shows one; on Windows it is a dot. */
export function showBadge(unread: number, window: BrowserWindow | null, dot: string): void {
  app.setBadgeCount(unread)
  if (process.platform !== 'win32' || !window) return
  const image = unread > 0 ? nativeImage.createFromPath(dot) : null
  window.setOverlayIcon(image, unread > 0 ? plural(unread, 'new commit') : '')
}
