/** Asks one address whether anybody listens there. */
import { connect } from 'node:net'

/** True when `address`:`port` took the connection in time. Never rejects. */
export type Prober = (address: string, port: number, timeout: number) => Promise<boolean>

export const probeTcp: Prober = (address, port, timeout) =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port })
    const settle = (alive: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(alive)
    }
    // Where this process itself was busy for so long, timers run first: the answer may already lie in the queue.
    const timer = setTimeout(() => setImmediate(() => setImmediate(settle, false)), timeout)
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
