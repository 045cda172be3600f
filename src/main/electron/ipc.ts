import { BrowserWindow, dialog, ipcMain, MessageChannelMain, type MessagePortMain } from 'electron'
import {
  SHELL_CHANNEL,
  type Opening,
  type ShellEvent,
  type ShellRequest,
} from '../../shared/shell-channel.ts'
import { isOwnSender } from './sender.ts'

const event = (what: ShellEvent): ShellEvent => what

/**
 * Answers our window, and nobody else.
 * @param attach hands the node's end of a new channel over
 * @param onListening the page runs, and hears what is sent to it
 */
export function answerWindow(attach: (port: MessagePortMain) => void, onListening: () => void): void {
  ipcMain.handle(SHELL_CHANNEL, async ({ sender, senderFrame }, request: ShellRequest) => {
    const window = BrowserWindow.fromWebContents(sender)
    if (!window || !isOwnSender(senderFrame)) throw new Error('this page may not ask')
    switch (request) {
      case 'connect': {
        const { port1, port2 } = new MessageChannelMain()
        attach(port1)
        sender.postMessage(SHELL_CHANNEL, event({ t: 'port' }), [port2])
        return onListening()
      }
      case 'choose-folder':
        return chooseFolder(window)
    }
  })
}

/** Tells all windows that their ports lead nowhere any more. */
export function tellNodeGone(): void {
  for (const { webContents } of BrowserWindow.getAllWindows())
    webContents.send(SHELL_CHANNEL, event({ t: 'node-gone' }))
}

/** Asks a window to show something. */
export const tellToOpen = ({ webContents }: BrowserWindow, what: Opening): void =>
  webContents.send(SHELL_CHANNEL, event({ t: 'open', what }))

async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openDirectory', 'createDirectory'],
  })
  return filePaths[0] ?? null
}
