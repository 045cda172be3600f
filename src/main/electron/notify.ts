import { Notification } from 'electron'
import type { Notice } from './notices.ts'

/** Notifications whose click nobody could hear if they were collected. */
const MAX_HELD = 20
const held: Notification[] = []

/** Shows a notification where the desktop has them. */
export function notify(
  { title, body, screen }: Notice,
  icon: string,
  onClick: (screen: string) => void,
): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body, icon })
  notification.on('click', () => onClick(screen))
  held.push(notification)
  if (held.length > MAX_HELD) held.shift()
  notification.show()
}
