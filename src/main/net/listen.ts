import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { AppError } from '../../shared/errors.ts'
import { isDialable } from './address.ts'

/** IPv6's unspecified address takes IPv4 too; the second one is for machines without IPv6. */
const ALL = ['::', '0.0.0.0'] as const
const NO_IPV6: readonly (string | undefined)[] = ['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EINVAL']

/**
 * Listens for TCP connections.
 * @param host IP literal; undefined: all addresses of this machine
 * @param port 0: any
 * AppError PORT_IN_USE, PERMISSION (ports below 1024), BAD_INPUT (no such address here).
 */
export async function listen(
  host: string | undefined,
  port: number,
  accept: (socket: Socket) => void,
): Promise<Server> {
  if (host !== undefined && !isDialable(host)) throw unbindable(host)
  const [first, second] = host === undefined ? ALL : [host]
  try {
    return await listenAt(first!, port, accept)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (second !== undefined && NO_IPV6.includes(code)) return await listenAt(second, port, accept)
    if (code === 'EADDRNOTAVAIL') throw unbindable(first!)
    throw error
  }
}

/** The port that a listening server got. */
export const portOf = (server: Server): number => (server.address() as AddressInfo).port

function listenAt(host: string, port: number, accept: (socket: Socket) => void): Promise<Server> {
  // HTTP clients may end their side after the request; links set it back (accept.ts).
  const server = createServer({ allowHalfOpen: true, noDelay: true }, accept)
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portInUse(port) : error.code === 'EACCES' ? denied(port) : error),
    )
    server.listen({ host, port }, () => {
      // One connection that couldn't be accepted is no reason to stop.
      server.on('error', () => undefined)
      resolve(server)
    })
  })
}

const portInUse = (port: number) =>
  new AppError('PORT_IN_USE', `port ${port} is taken by another program`, 'choose another with --port')

const denied = (port: number) =>
  new AppError('PERMISSION', `you may not listen on port ${port}`, 'choose one above 1023 with --port')

const unbindable = (host: string) =>
  new AppError('BAD_INPUT', `${host} is not an address of this computer`, 'choose one of its own')
