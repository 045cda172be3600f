import { dialog } from 'electron'
import type { ErrorShape } from '../../shared/errors.ts'

/** Shows why there is no node, and lets the user decide. */
export async function askAboutTrouble({ message, action }: ErrorShape): Promise<'retry' | 'quit'> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'GitTorrent',
    message: `GitTorrent can’t run: ${message}.`,
    detail: `${action.charAt(0).toUpperCase()}${action.slice(1)}.`,
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0 ? 'retry' : 'quit'
}
