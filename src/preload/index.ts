/**
 * The only bridge into the sandboxed window: `window.gittorrent`. A MessagePort can't cross the bridge itself, so it stays
 * here, and the page gets functions.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Port } from '../shared/rpc/port.ts'
import { SHELL_CHANNEL, type Opening, type ShellEvent, type ShellRequest } from '../shared/shell-channel.ts'

const awaited: ((port: MessagePort) => void)[] = []
const open = new Set<() => void>()

const ask = (request: ShellRequest): Promise<unknown> => ipcRenderer.invoke(SHELL_CHANNEL, request)

const openers: ((what: Opening) => void)[] = []

ipcRenderer.on(SHELL_CHANNEL, (event, message: ShellEvent) => {
  const [port] = event.ports
  if (message.t === 'port' && port) awaited.shift()?.(port)
  if (message.t === 'node-gone') for (const close of [...open]) close()
  if (message.t === 'open') for (const listener of openers) listener(message.what)
})

/** Asks for a port to the node; it works as soon as the node does. */
async function connect(): Promise<Port> {
  const { promise, forget } = awaitPort()
  await ask('connect').catch((refusal) => {
    forget()
    throw refusal
  })
  return portOf(await promise)
}

/** Ports arrive in the order in which they were asked for. */
function awaitPort() {
  let receive = (_port: MessagePort) => {}
  const promise = new Promise<MessagePort>((resolve) => (receive = resolve))
  awaited.push(receive)
  return { promise, forget: () => void awaited.splice(awaited.indexOf(receive), 1) }
}

function portOf(channel: MessagePort): Port {
  const closed: (() => void)[] = []
  const close = () => {
    if (!open.delete(close)) return
    channel.close()
    for (const listener of closed) listener()
  }
  open.add(close)
  channel.addEventListener('close', close) // the other end went away
  return {
    send: (text) => channel.postMessage(text),
    onMessage(listener) {
      channel.addEventListener('message', ({ data }) => listener(String(data)))
      channel.start()
    },
    onClose: (listener) => void closed.push(listener),
    close,
  }
}

contextBridge.exposeInMainWorld('gittorrent', {
  connect,
  chooseFolder: () => ask('choose-folder'),
  onOpen: (listener: (what: Opening) => void) => void openers.push(listener),
  pathOf: (file: File) => webUtils.getPathForFile(file),
  platform: process.platform,
})
