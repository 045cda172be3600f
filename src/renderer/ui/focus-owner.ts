/**
 * What has focus, as somebody would look for it later: within a menu, which goes when something of it is chosen, the button
 * that opened it.
 */
export function focusOwner(): HTMLElement | null {
  const active = document.activeElement
  const menu = active?.closest('[role=menu]')
  const opener = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active
  return opener instanceof HTMLElement ? opener : null
}
