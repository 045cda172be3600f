import { utilityProcess, type MessagePortMain } from 'electron'
import type { FromHost } from './host-messages.ts'
import type { HostChild } from './supervisor.ts'

/**
 * Starts the node in a process of its own, so that the swarm never blocks the window.
 * @param file the built host-process.ts
 * @param args the app's own arguments; the node reads what concerns it
 */
export function forkHost(file: string, args: readonly string[]): HostChild<MessagePortMain> {
  const child = utilityProcess.fork(file, [...args], { serviceName: 'GitTorrent node', stdio: 'inherit' })
  return {
    send: (message, ports) => child.postMessage(message, [...ports]),
    onMessage: (listener) => void child.on('message', (message: FromHost) => listener(message)),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  }
}
