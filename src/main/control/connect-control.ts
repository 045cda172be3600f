import { connect } from 'node:net'
import { AppError } from '../../shared/errors.ts'
import { createClient, type Client } from '../../shared/rpc/client.ts'
import { isStarting, readRunning, type Running } from '../host/running.ts'
import { createLinePort } from './line-port.ts'

/** How long a node gets that has begun to start, and one of which nothing is seen yet. Milliseconds. */
const STARTING = 10_000
const NOTHING_YET = 1_500

/** The contract of the node that runs in a data directory. NODE_NOT_RUNNING. */
export async function connectControl(dataDir: string): Promise<Client> {
  const running = await untilRunning(dataDir)
  const socket = connect(running.socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', () => reject(notRunning(dataDir)))
  })
  return createClient(createLinePort(socket, Number.POSITIVE_INFINITY))
}

/** A node that was started a moment ago (`gittorrent start &`) is waited for. */
async function untilRunning(dataDir: string): Promise<Running> {
  for (const begun = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const running = await readRunning(dataDir)
    if (running) return running
    const patience = (await isStarting(dataDir)) ? STARTING : NOTHING_YET
    if (Date.now() - begun > patience) throw notRunning(dataDir)
  }
}

const notRunning = (dataDir: string) =>
  new AppError('NODE_NOT_RUNNING', `no node runs in ${dataDir}`, 'start one with gittorrent start')
