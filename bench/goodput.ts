import { firstLine } from './first-line.ts'
import type { Host } from './lan.ts'
import type { Workspace } from './workspace.ts'

/** Sends so many bytes to the first who calls, and tells its port first. */
const SENDER = `
  const [address, bytes] = process.argv.slice(1)
  const piece = Buffer.alloc(256 * 1024)
  const server = require('node:net').createServer((socket) => {
    let left = Number(bytes)
    const send = () => {
      while (left > 0) {
        const part = piece.subarray(0, Math.min(left, piece.length))
        left -= part.length
        if (!socket.write(part)) return void socket.once('drain', send)
      }
      socket.end()
      server.close()
    }
    send()
  })
  server.listen(0, address, () => console.log(server.address().port))`

/** Tells how many bytes a second arrived, from the call to the last byte: as a download feels it. */
const RECEIVER = `
  const [address, port] = process.argv.slice(1)
  let bytes = 0
  const begun = performance.now()
  const socket = require('node:net').connect(Number(port), address)
  socket.on('data', (data) => (bytes += data.length))
  socket.on('end', () => console.log(bytes / ((performance.now() - begun) / 1000)))`

/** What a link carries: bytes a second of one plain TCP connection between two hosts. */
export async function measureGoodput(
  workspace: Workspace,
  from: Host,
  to: Host,
  bytes: number,
): Promise<number> {
  const node = (script: string, ...words: string[]) => [process.execPath, '-e', script, '--', ...words]
  const sender = workspace.start([...from.exec, ...node(SENDER, from.address, String(bytes))])
  const port = await firstLine(sender, 'the sender')
  const rate = await workspace.run([...to.exec, ...node(RECEIVER, from.address, port)])
  await workspace.end(sender)
  return Number(rate)
}
