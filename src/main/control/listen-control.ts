/** The local socket that the command line talks to; file permissions say who may. */
import { createHash } from 'node:crypto'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import type { Port } from '../../shared/rpc/port.ts'
import { createLinePort } from './line-port.ts'

/** A socket's path has to fit 104 bytes on macOS, 108 on Linux. */
const MAX_SOCKET_PATH = 100

export interface Control {
  /** Where it listens. */
  readonly socket: string
  close(): Promise<void>
}

/** @param attach called with each client's port */
export async function listenControl(dataDir: string, attach: (port: Port) => void): Promise<Control> {
  const path = socketPath(dataDir)
  if (process.platform !== 'win32') {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await chmod(dirname(path), 0o700) // refused where somebody else made it
    await rm(path, { force: true }) // left by a node that was killed; the data directory's lock says that it is ours
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    attach(createLinePort(socket))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  if (process.platform !== 'win32') await chmod(path, 0o600)
  return {
    socket: path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.end()
        setTimeout(() => sockets.forEach((socket) => socket.destroy()), 500).unref()
      }),
  }
}

/** In the data directory where the path is short enough, else in a private folder for temporary files. */
function socketPath(dataDir: string): string {
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\gittorrent-${digest}`
  const inside = join(dataDir, 'control.sock')
  if (Buffer.byteLength(inside) <= MAX_SOCKET_PATH) return inside
  return join(tmpdir(), `gittorrent-${userInfo().uid}`, `${digest}.sock`)
}
