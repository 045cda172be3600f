/** The node as the desktop app runs it: the host, and the local socket for the command line. */
import type { Port } from '../../shared/rpc/port.ts'
import { listenControl } from '../control/listen-control.ts'
import { startHost, type StartOptions } from '../host/start-host.ts'

export interface RunningNode {
  attach(port: Port): void
  stop(): Promise<void>
}

/** @param options `onStop` is called when a command asks the node to end; the caller then calls `stop` */
export async function runNode(options: StartOptions): Promise<RunningNode> {
  const { host, attach, announce, stop } = await startHost(options)
  try {
    const control = await listenControl(host.context.dataDir.path, attach)
    await announce({ socket: control.socket })
    return { attach, stop: () => control.close().then(stop) }
  } catch (error) {
    await stop()
    throw error
  }
}
