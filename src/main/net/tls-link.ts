import type { TLSSocket } from 'node:tls'
import type { Hex } from '../../shared/model.ts'
import { PROTOCOL_VERSION } from '../gtp/limits.ts'
import { normalizeAddress } from './address.ts'
import { failureText } from './failure-text.ts'
import { END_TIMEOUT, LARGE_CHUNK } from './limits.ts'
import { LinkEvents } from './link-events.ts'
import { versionOf } from './tls-options.ts'
import type { Link } from './types.ts'

/**
 * A link over a TLS socket whose peer was checked. Chunks wait here and go to TLS in batches, one at a time: TLS copies
 * what it gets and encrypts it at once, so a long queue in the socket would be one huge copy and one late drain.
 */
export class TlsLink implements Link {
  readonly address: string
  readonly port: number
  readonly version: string
  readonly #events = new LinkEvents(() => this.#read())
  readonly #queue: Uint8Array[] = []
  #queued = 0
  #inSocket = 0
  #paused = false
  #ending = false
  #reason: string | null = null
  #endTimer: NodeJS.Timeout | undefined

  constructor(
    private readonly socket: TLSSocket,
    readonly peerId: Hex,
    readonly initiated: boolean,
  ) {
    this.address = normalizeAddress(socket.remoteAddress)
    this.port = socket.remotePort ?? 0
    this.version = versionOf(socket.alpnProtocol) ?? PROTOCOL_VERSION
    // Before 'data' makes it flow: bytes wait for somebody who listens.
    socket.pause()
    socket.on('data', (bytes: Uint8Array) => {
      if (!this.#ending) this.#events.received(bytes)
    })
    // A record that no key opens is an error after which the socket stays open by itself.
    socket.on('error', (error) => this.destroy(failureText(error)))
    socket.once('end', () => (this.#reason ??= 'the other side closed the connection'))
    socket.once('close', () => this.#closed())
  }

  write(chunks: readonly Uint8Array[]): void {
    if (this.#ending || this.socket.destroyed) return
    for (const chunk of chunks) {
      if (chunk.length === 0) continue
      this.#queue.push(chunk)
      this.#queued += chunk.length
    }
    this.#flush()
  }

  get buffered(): number {
    return this.socket.destroyed ? 0 : this.#queued + this.#inSocket
  }

  /** This side has ended it, and waits for the other one to have read what was said. */
  get ending(): boolean {
    return this.#ending
  }

  onDrain(listener: () => void): void {
    this.#events.onDrain(listener)
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#events.onBytes(listener)
  }

  onClose(listener: (reason: string) => void): void {
    this.#events.onClose(listener)
  }

  pause(): void {
    this.#paused = true
    this.socket.pause()
  }

  resume(): void {
    this.#paused = false
    this.#read()
  }

  end(): void {
    if (this.#ending || this.socket.destroyed) return
    this.#ending = true
    this.#reason ??= 'this side closed the connection'
    // From here on what arrives is dropped, and has to be read for the end to be seen.
    this.socket.resume()
    this.#endTimer = setTimeout(() => this.socket.destroy(), END_TIMEOUT)
    if (this.buffered === 0) this.socket.end()
  }

  destroy(reason: string): void {
    this.#reason ??= reason
    this.socket.destroy()
  }

  #read(): void {
    if (!this.#paused && this.#events.listening) this.socket.resume()
  }

  #flush(): void {
    if (this.#inSocket > 0 || this.#queued === 0) return
    // TLS copies chunks that go together; a large one goes alone, and is encrypted from where it lies.
    let count = 1
    let size = this.#queue[0]!.length
    for (; size < LARGE_CHUNK && count < this.#queue.length; count++) {
      const { length } = this.#queue[count]!
      if (length >= LARGE_CHUNK) break
      size += length
    }
    const batch = this.#queue.splice(0, count)
    this.#queued -= size
    this.#inSocket = size
    const last = batch.pop()!
    // One write to the system for all of them: a frame's header shares a record with what follows.
    this.socket.cork()
    for (const chunk of batch) this.socket.write(chunk)
    this.socket.write(last, (error) => {
      if (!error) this.#flushed()
    })
    this.socket.uncork()
  }

  #flushed(): void {
    this.#inSocket = 0
    this.#flush()
    if (this.buffered > 0) return
    if (this.#ending) this.socket.end()
    this.#events.drained()
  }

  #closed(): void {
    clearTimeout(this.#endTimer)
    this.#queue.length = 0
    this.#queued = 0
    this.#events.closed(this.#reason ?? 'the connection was closed')
  }
}
