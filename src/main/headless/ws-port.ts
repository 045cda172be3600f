import type { WebSocket } from 'ws'
import type { Port } from '../../shared/rpc/port.ts'

/** Bytes waiting for a window that doesn't read: it is closed, and subscribes anew when it is back. */
const MAX_BUFFERED = 32 * 1024 * 1024

/** A WebSocket as a Port. Binary messages are no part of the contract and end it. */
export function createWsPort(socket: WebSocket): Port {
  socket.on('error', () => socket.terminate())
  return {
    send(text) {
      if (socket.readyState !== socket.OPEN) return
      socket.send(text)
      if (socket.bufferedAmount > MAX_BUFFERED) socket.terminate()
    },
    onMessage: (listener) =>
      void socket.on('message', (data: Buffer, isBinary) =>
        isBinary ? socket.close(1003) : listener(data.toString('utf8')),
      ),
    onClose: (listener) => void socket.once('close', listener),
    close: () => socket.close(),
  }
}
