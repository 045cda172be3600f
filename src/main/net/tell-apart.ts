import type { Socket } from 'node:net'
import { FIRST_BYTE_TIMEOUT } from './limits.ts'

/** Content type of a TLS handshake record (RFC 8446 section 5.1); no HTTP method begins with it. */
const TLS_HANDSHAKE = 0x16

/**
 * Waits for the first byte of a new connection and says what is spoken on it. The socket still has the byte. A
 * connection that stays silent for FIRST_BYTE_TIMEOUT, or ends before, is destroyed.
 */
export function tellApart(socket: Socket, decide: (protocol: 'tls' | 'http') => void): void {
  const drop = () => socket.destroy()
  const timer = setTimeout(drop, FIRST_BYTE_TIMEOUT)
  const stop = () => clearTimeout(timer)
  socket.once('close', stop)
  socket.once('end', drop)
  socket.once('data', (bytes: Buffer) => {
    stop()
    socket.off('close', stop)
    socket.off('end', drop)
    socket.pause()
    socket.unshift(bytes)
    decide(bytes[0] === TLS_HANDSHAKE ? 'tls' : 'http')
    // Only now, when somebody listens who is told of them.
    process.nextTick(() => socket.resume())
  })
}
