import { connect } from 'node:net'
import { AppError } from '../../shared/errors.ts'
import { createClient, type Client } from '../../shared/rpc/client.ts'
import { isStarting, readRunning, type Running } from '../host/running.ts'
import { createLinePort } from './line-port.ts'

/** How long a node gets that has begun to start, milliseconds; on a slow machine that may be long. */
const STARTING = 30_000
/**
 * How long it is waited for a node of which nothing is seen yet (`gittorrent start & gittorrent status`): it has to be read from the disk
 * before it takes its directory, which is some times the work that it was to read this process. So: that many times what
 * this process took, within bounds in milliseconds.
 */
const AS_LONG_AS_WE_TOOK = 4
const AT_LEAST = 1_000
const AT_MOST = 8_000
/** Milliseconds that this process took to be read. */
const taken = performance.now()

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
  const nothingYet = patienceAfter(taken)
  for (const begun = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const running = await readRunning(dataDir)
    if (running) return running
    const patience = (await isStarting(dataDir)) ? STARTING : nothingYet
    if (Date.now() - begun > patience) throw notRunning(dataDir)
  }
}

/** @param reading what it took to read this process. Milliseconds, both */
export const patienceAfter = (reading: number): number =>
  Math.min(AT_MOST, Math.max(AT_LEAST, AS_LONG_AS_WE_TOOK * reading))

const notRunning = (dataDir: string) =>
  new AppError('NODE_NOT_RUNNING', `no node runs in ${dataDir}`, 'start one with gittorrent start')
