import type { MessagePortMain } from 'electron'
import type { Port } from '../../shared/rpc/port.ts'

/** One end of a window's channel, as a Port. What isn't text is no part of the contract and ends it. */
export function createIpcPort(channel: MessagePortMain): Port {
  let open = true
  channel.once('close', () => (open = false))
  return {
    send: (text) => {
      if (open) channel.postMessage(text)
    },
    onMessage(listener) {
      channel.on('message', ({ data }) => (typeof data === 'string' ? listener(data) : channel.close()))
      channel.start()
    },
    onClose: (listener) => void channel.once('close', listener),
    close: () => channel.close(),
  }
}
