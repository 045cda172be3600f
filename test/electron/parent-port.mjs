/**
 * Loaded before host.js in a plain Node: gives it the parentPort of a utility process, over Node's own channel to its parent.
 * `attach` comes with a port whose far end is that channel, too.
 */
import { EventEmitter } from 'node:events'

const parentPort = new EventEmitter()
parentPort.postMessage = (message) => process.send?.(message)
process.parentPort = parentPort

class Port extends EventEmitter {
  postMessage = (text) => process.send?.({ t: 'text', text })
  start = () => process.on('message', ({ t, text }) => t === 'text' && this.emit('message', { data: text }))
  close = () => this.emit('close')
}

process.on('message', (data) => {
  if (data.t !== 'text') parentPort.emit('message', { data, ports: data.t === 'attach' ? [new Port()] : [] })
})
