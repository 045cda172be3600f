/** Whether multicast leaves an interface and comes back, and whether anybody else is heard there. */
import { createSocket, type Socket } from 'node:dgram'
import { randomBytes } from 'node:crypto'
import type { LanInterface } from './choose-interfaces.ts'
import { MAX_PACKET_HEARD, MDNS_PORT, SERVICE_DOMAIN } from './limits.ts'

const GROUP = '224.0.0.251'
/** Sources of which it is told; further ones change nothing. */
const MAX_SOURCES_TOLD = 64

export interface MulticastProbe {
  readonly name: string
  readonly address: string
  /** The system's word for why nothing could be sent; null: it left. */
  readonly error: string | null
  /** Our own packet came back, as the system should give it to those who listen on the same computer. */
  readonly cameBack: boolean
  /** Addresses of other computers whose multicast DNS was heard meanwhile, of any program. */
  readonly heardFrom: readonly string[]
}

/**
 * Asks the network for nodes, once, and listens. Another program's socket on the same port doesn't matter: all of them hear
 * all. Never rejects.
 * @param ms how long to listen
 */
export async function probeMulticast(
  { name, address }: Pick<LanInterface, 'name' | 'address'>,
  own: readonly string[],
  ms: number,
): Promise<MulticastProbe> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  const question = questionFor(SERVICE_DOMAIN)
  const heardFrom = new Set<string>()
  let cameBack = false
  socket.on('message', (message, from) => {
    if (message.length > MAX_PACKET_HEARD) return
    if (message.equals(question)) cameBack = true
    else if (!own.includes(from.address) && heardFrom.size < MAX_SOURCES_TOLD) heardFrom.add(from.address)
  })
  const told = (error: string | null) => ({ name, address, error, cameBack, heardFrom: [...heardFrom] })
  try {
    await open(socket, address)
    await send(socket, question)
    await new Promise((resolve) => setTimeout(resolve, ms))
    return told(null)
  } catch (error) {
    return told((error as NodeJS.ErrnoException).code ?? String(error))
  } finally {
    socket.close()
  }
}

function open(socket: Socket, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(MDNS_PORT, '0.0.0.0', () => {
      try {
        socket.addMembership(GROUP, address)
        socket.setMulticastInterface(address)
        socket.setMulticastTTL(255)
        socket.setMulticastLoopback(true)
        resolve()
      } catch (error) {
        reject(error as Error)
      }
    })
  })
}

const send = (socket: Socket, message: Uint8Array) =>
  new Promise<void>((resolve, reject) => {
    socket.send(message, MDNS_PORT, GROUP, (error) => (error ? reject(error) : resolve()))
  })

/** A question for pointers (RFC 1035 section 4.1) that no other program asks in just these bytes: its ID is random, which mDNS ignores. */
function questionFor(name: string): Buffer {
  const header = Buffer.from([...randomBytes(2), 0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)])
  return Buffer.concat([header, Buffer.from([...labels, 0, 0, 12, 0, 1])])
}
