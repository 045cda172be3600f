/** The socket under the mDNS library, between it and strangers. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { EventEmitter } from 'node:events'
import { compressNames } from './compress-names.ts'
import { MAX_PACKET_HEARD, MAX_QUESTIONS_HEARD, MAX_RECORDS_HEARD, MDNS_PORT } from './limits.ts'

/** Opens what the packets go through; another one than the system's lets a room full of nodes live without a network. */
export type OpenUdp = () => Socket

export interface GuardedSocketOptions {
  /** Whether to read one more packet of this source. */
  readonly admit: (source: string) => boolean
  /** What became of each packet sent: null, or why it did not leave. */
  readonly sent: (error: NodeJS.ErrnoException | null) => void
  readonly udp?: OpenUdp | undefined
}

const openUdp: OpenUdp = () => createSocket({ type: 'udp4', reuseAddr: true })

/**
 * As much of a UDP socket as multicast-dns uses. Lets in only what `admit` allows and is sound by its header. Sends names
 * compressed, and tells what became of what was sent, which the library keeps to itself.
 */
export class GuardedSocket extends EventEmitter {
  readonly #udp: Socket
  readonly #sent: GuardedSocketOptions['sent']
  #closed = false

  constructor({ admit, sent, udp = openUdp }: GuardedSocketOptions) {
    super()
    this.#udp = udp()
    this.#sent = sent
    this.#udp.on('listening', () => this.emit('listening'))
    this.#udp.on('error', (error) => this.emit('error', error))
    this.#udp.on('message', (message, from) => {
      if (isSound(message, from) && admit(from.address)) this.emit('message', message, from)
    })
  }

  /** Does nothing once closed: where the port can't be had, the library tries again with every packet. */
  bind(port: number, address: string, done: () => void): void {
    if (!this.#closed) this.#udp.bind(port, address, done)
  }

  send(
    message: Uint8Array,
    offset: number,
    length: number,
    port: number,
    address: string,
    done: (error: Error | null) => void,
  ): void {
    const shorter = compressNames(message.subarray(offset, offset + length))
    this.#udp.send(shorter, 0, shorter.length, port, address, (error) => {
      this.#sent(error)
      done(error)
    })
  }

  close(done: () => void): void {
    this.#closed = true
    this.#udp.close(done)
  }

  address = () => this.#udp.address()
  setMulticastTTL = (ttl: number) => this.#udp.setMulticastTTL(ttl)
  setMulticastLoopback = (on: boolean) => this.#udp.setMulticastLoopback(on)
  setMulticastInterface = (address: string) => this.#udp.setMulticastInterface(address)
  addMembership = (group: string, address: string) => this.#udp.addMembership(group, address)
  dropMembership = (group: string, address: string) => this.#udp.dropMembership(group, address)
}

/**
 * What the header alone tells (RFC 1035 section 4.1.1): size, an ordinary query or its answer without an error, a
 * bearable number of records, and an answer from the mDNS port (RFC 6762 sections 6 and 18).
 */
function isSound(message: Buffer, { port }: RemoteInfo): boolean {
  if (message.length < 12 || message.length > MAX_PACKET_HEARD) return false
  const flags = message.readUInt16BE(2)
  const response = (flags & 0x8000) !== 0
  if ((flags & 0x780f) !== 0 || (response && port !== MDNS_PORT)) return false
  const records = message.readUInt16BE(6) + message.readUInt16BE(8) + message.readUInt16BE(10)
  return message.readUInt16BE(4) <= MAX_QUESTIONS_HEARD && records <= MAX_RECORDS_HEARD
}
