/**
 * A hostile host: keeps many connections to nodes, of every kind that costs them something, and opens another one for each
 * that they end. A process of its own. Its plan is a JSON file (see bench/attack.ts); prints a line once all have begun, and what
 * it did when it is told to stop.
 */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { host, port, sources, keys, connections, reopenAfter, floodEvery, hello, flood, path } = plan
const counts = { opened: 0, ended: 0, welcomed: 0 }
const bytes = (hex) => Buffer.from(hex, 'hex')
const ignore = () => {}

const tcp = (localAddress) => connect({ host, port, localAddress })
const tls = (localAddress, number) =>
  connectTls({
    ...{ host, port, localAddress, rejectUnauthorized: false, minVersion: 'TLSv1.3' },
    ALPNProtocols: ['gtp/0.2'],
    ...keys[number % keys.length],
  })
const every = (socket, say) => {
  const timer = setInterval(say, floodEvery)
  socket.once('close', () => clearInterval(timer))
}

/** Each takes an address and a number, and gives its socket. */
const kinds = [
  tcp,
  (address) => {
    const socket = tcp(address)
    // A handshake that goes no further.
    socket.write(Buffer.of(0x16, 3, 1))
    return socket
  },
  tls,
  (address, number) => {
    const socket = tls(address, number)
    socket.once('secureConnect', () => {
      counts.welcomed++
      socket.write(bytes(hello))
      every(socket, () => socket.write(bytes(flood)))
    })
    return socket
  },
  (address) => {
    const socket = tcp(address)
    const ask = () => socket.write(`GET ${path} HTTP/1.1\r\nhost: node.local\r\n\r\n`)
    socket.once('connect', ask)
    every(socket, ask)
    return socket
  },
]

const open = (number) => {
  counts.opened++
  const socket = kinds[number % kinds.length](sources[number % sources.length], number)
  socket.on('error', ignore)
  socket.resume()
  socket.once('close', () => {
    counts.ended++
    setTimeout(open, reopenAfter, number)
  })
}

let begun = 0
const begin = setInterval(() => {
  for (let few = 0; few < 20 && begun < connections; few++) open(begun++)
  if (begun < connections) return
  clearInterval(begin)
  process.stdout.write('begun\n')
}, 20)
process.once('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(counts)}\n`, () => process.exit(0))
})
