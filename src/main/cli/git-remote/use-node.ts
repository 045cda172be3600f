/** The node that a helper works through: the one that runs, or one of its own for as long as it takes. */
import { AppError } from '../../../shared/errors.ts'
import { createClient, type Client } from '../../../shared/rpc/client.ts'
import { createPortPair } from '../../../shared/rpc/port.ts'
import { connectControl } from '../../control/connect-control.ts'
import { isStarting } from '../../host/running.ts'
import { interfacesFromEnvironment } from '../interface-option.ts'
import type { Say } from './say.ts'

/** Another helper may end, and with it the node that both used: then a node is looked for again, so often. */
const MAX_NODES = 20
/** One that is ending needs a moment. Milliseconds. */
const PAUSE = 300

/**
 * Runs `use` with a node.
 * What was downloaded stays in the data directory: another node goes on where one ended.
 */
export async function useNode<T>(dataDir: string, say: Say, use: (node: Client) => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await useOne(dataDir, say, use)
    } catch (error) {
      const { code } = AppError.of(error)
      const isGone = code === 'NODE_NOT_RUNNING' || code === 'DATA_DIR_IN_USE'
      if (!isGone || count === MAX_NODES) throw error
      say.line('The node has ended; looking for another')
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
  }
}

async function useOne<T>(dataDir: string, say: Say, use: (node: Client) => Promise<T>): Promise<T> {
  if (!(await isStarting(dataDir))) return useOwn(dataDir, say, use)
  const node = await connectControl(dataDir)
  try {
    return await use(node)
  } finally {
    node.close()
  }
}

async function useOwn<T>(dataDir: string, say: Say, use: (node: Client) => Promise<T>): Promise<T> {
  say.line('No node runs here: starting one for this')
  const [{ startHost }, { listenControl }] = await Promise.all([
    import('../../host/start-host.ts'),
    import('../../control/listen-control.ts'),
  ])
  let told = () => {}
  const stopped = new Promise<never>((_resolve, reject) => {
    told = () =>
      reject(new AppError('CANCELLED', 'the node was told to end', 'try again; what has come is kept'))
  })
  stopped.catch(() => undefined)
  const interfaces = interfacesFromEnvironment()
  const started = await startHost({ dataDir, port: 0, interfaces, onStop: told })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, told)
  try {
    // Other commands, and another helper, find it as any node.
    const control = await listenControl(started.host.context.dataDir.path, started.attach)
    try {
      await started.announce({ socket: control.socket })
      const [near, far] = createPortPair()
      started.attach(far)
      return await Promise.race([use(createClient(near)), stopped])
    } finally {
      await control.close()
    }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, told)
    await started.stop()
  }
}
