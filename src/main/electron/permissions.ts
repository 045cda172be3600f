import { isOwnUrl } from './origin.ts'

/**
 * Everything that a page could ask of the desktop is refused (camera, location, notifications, USB, …), but for writing text
 * to the clipboard, on a click, in our own page: "copy link".
 */
export const isAllowedPermission = (permission: string, origin: string): boolean =>
  permission === 'clipboard-sanitized-write' && isOwnUrl(origin)
