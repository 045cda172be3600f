import { BrowserWindow, dialog, ipcMain, MessageChannelMain, type MessagePortMain } from 'electron'
import { SHELL_CHANNEL, type ShellEvent, type ShellRequest } from '../../shared/shell-channel.ts'
import { isOwnSender } from './sender.ts'

const event = (what: ShellEvent): ShellEvent => what

/**
 * Answers our window, and nobody else.
 * @param attach hands the node's end of a new channel over
 */
export function answerWindow(attach: (port: MessagePortMain) => void): void {
  ipcMain.handle(SHELL_CHANNEL, async ({ sender, senderFrame }, request: ShellRequest) => {
    const window = BrowserWindow.fromWebContents(sender)
    if (!window || !isOwnSender(senderFrame)) throw new Error('this page may not ask')
    switch (request) {
      case 'connect': {
        const { port1, port2 } = new MessageChannelMain()
        attach(port1)
        return sender.postMessage(SHELL_CHANNEL, event('port'), [port2])
      }
      case 'choose-folder':
        return chooseFolder(window)
    }
  })
}

/** Tells all windows that their ports lead nowhere any more. */
export function tellNodeGone(): void {
  for (const { webContents } of BrowserWindow.getAllWindows())
    webContents.send(SHELL_CHANNEL, event('node-gone'))
}

async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openDirectory', 'createDirectory'],
  })
  return filePaths[0] ?? null
}
