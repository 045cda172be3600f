/** Entry of the utility process: the node, a port for each window, and an end when the shell or a command says so. */
import { AppError } from '../../shared/errors.ts'
import type { FromHost, ToHost } from './host-messages.ts'
import { hostOptions } from './host-options.ts'
import { createIpcPort } from './ipc-port.ts'
import { runNode, type RunningNode } from './run-node.ts'

const { parentPort } = process
const tell = (message: FromHost) => parentPort.postMessage(message)

let node: RunningNode | null = null
let stopping = false

/** A utility process never ends by itself. */
async function end(): Promise<void> {
  if (stopping) return
  stopping = true
  await node?.stop()
  process.exit(0)
}

parentPort.on('message', ({ data, ports: [port] }) => {
  const { t } = data as ToHost
  if (t === 'stop') void end()
  else if (port) node?.attach(createIpcPort(port))
})

// Ctrl+C in a terminal reaches every process of the app.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())

try {
  node = await runNode({ ...hostOptions(process.argv.slice(1), process.env), onStop: () => void end() })
  tell({ t: 'ready' })
} catch (thrown) {
  // The shell answers with `stop`: ending at once could lose the message.
  tell({ t: 'failed', error: AppError.of(thrown).toJSON() })
}
