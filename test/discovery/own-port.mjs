/**
 * Loaded into a process before anything else: what it says and hears on the port of multicast DNS goes over another one, that of
 * GITTORRENT_TEST_MDNS_PORT. Nodes of two tests that run side by side on one machine don't hear one another then, and no test sees
 * whoever else is on the machine's network.
 */
import { Socket } from 'node:dgram'

const MDNS_PORT = 5353
const own = Number(process.env.GITTORRENT_TEST_MDNS_PORT)
const out = (/** @type {unknown} */ port) => (port === MDNS_PORT ? own : port)
const { bind, send, emit } = Socket.prototype

Socket.prototype.bind = function (/** @type {any[]} */ ...[where, ...rest]) {
  const there = typeof where === 'object' && where ? { ...where, port: out(where.port) } : out(where)
  return Reflect.apply(bind, this, [there, ...rest])
}

/** `send(message, port, …)`, or `send(message, offset, length, port, …)`. */
Socket.prototype.send = function (/** @type {any[]} */ ...words) {
  const place = typeof words[2] === 'number' ? 3 : 1
  return Reflect.apply(
    send,
    this,
    words.map((word, index) => (index === place ? out(word) : word)),
  )
}

Socket.prototype.emit = function (/** @type {any[]} */ ...[event, message, from]) {
  const heard = event === 'message' && from.port === own ? { ...from, port: MDNS_PORT } : from
  return Reflect.apply(emit, this, event === 'message' ? [event, message, heard] : arguments)
}
