import { connect } from 'node:net'
import { AppError } from '../../shared/errors.ts'
import { createClient, type Client } from '../../shared/rpc/client.ts'
import { readRunning } from '../host/running.ts'
import { createLinePort } from './line-port.ts'

/** The contract of the node that runs in a data directory. NODE_NOT_RUNNING. */
export async function connectControl(dataDir: string): Promise<Client> {
  const running = await readRunning(dataDir)
  if (!running) throw notRunning(dataDir)
  const socket = connect(running.socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', () => reject(notRunning(dataDir)))
  })
  return createClient(createLinePort(socket, Number.POSITIVE_INFINITY))
}

const notRunning = (dataDir: string) =>
  new AppError('NODE_NOT_RUNNING', `no node runs in ${dataDir}`, 'start one with gittorrent start')
