import type { Opening } from '../../../shared/shell-channel.ts'
import { store } from '../../store/app.ts'

/** Shows what the desktop asks for, or what was dropped: a screen, or a dialog with its field filled in. */
export function showOpening(what: Opening): void {
  const { openDialog, typeJoin } = store.getState()
  if ('screen' in what) {
    openDialog(null)
    location.hash = what.screen
  } else if ('publish' in what) {
    openDialog({ name: 'publish', ...(what.publish !== null && { path: what.publish }) })
  } else if ('join' in what) {
    if (what.join !== null) typeJoin(what.join)
    openDialog({ name: 'join' })
  } else {
    openDialog({ name: what.dialog })
  }
}
