import type { Socket } from 'node:net'
import type { Port } from '../../shared/rpc/port.ts'
import { MAX_CLIENT_FRAME } from '../../shared/rpc/frames.ts'

/** Bytes waiting for a reader that doesn't read: then it is given up. */
const MAX_BUFFERED = 32 * 1024 * 1024

/**
 * A local socket as a Port: one JSON text a line (JSON has no raw line breaks).
 * @param maxLine characters; a longer line ends the connection
 */
export function createLinePort(socket: Socket, maxLine = MAX_CLIENT_FRAME): Port {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  const listeners: ((text: string) => void)[] = []
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > maxLine) return socket.destroy()
    for (const line of lines) for (const listener of listeners) listener(line)
  })
  return {
    send(text) {
      if (socket.destroyed) return
      socket.write(`${text}\n`)
      if (socket.writableLength > MAX_BUFFERED) socket.destroy()
    },
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => void socket.once('close', listener),
    close: () => void socket.end(),
  }
}
