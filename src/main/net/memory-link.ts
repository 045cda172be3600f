import type { Hex } from '../../shared/model.ts'
import { PROTOCOL_VERSION } from '../gtp/limits.ts'
import { END_TIMEOUT } from './limits.ts'
import { LinkEvents } from './link-events.ts'
import type { Link } from './types.ts'

/** Bytes under way or with a reader who doesn't take them, as an operating system's buffers would hold. */
const WINDOW = 256 * 1024

export interface End {
  readonly peerId: Hex
  readonly address: string
  readonly port: number
}

/** The two ends of a new connection: first the dialling side's link (to `listening`), then the other's (to `dialling`). */
export function connectMemoryLinks(dialling: End, listening: End): [MemoryLink, MemoryLink] {
  const near = new MemoryLink(listening, true)
  const far = new MemoryLink(dialling, false)
  near.connect(far)
  far.connect(near)
  return [near, far]
}

export class MemoryLink implements Link {
  readonly peerId: Hex
  readonly address: string
  readonly port: number
  readonly version = PROTOCOL_VERSION
  readonly #events = new LinkEvents(() => this.#deliverSoon())
  #other!: MemoryLink
  /** Written here, not yet under way. */
  readonly #outbox: Uint8Array[] = []
  #buffered = 0
  /** Under way to here, or waiting for a reader. */
  readonly #inbox: Uint8Array[] = []
  #arrived = 0
  #paused = false
  #ending = false
  #closed = false
  #scheduled = false
  #endTimer: NodeJS.Timeout | undefined

  constructor(
    { peerId, address, port }: End,
    readonly initiated: boolean,
  ) {
    this.peerId = peerId
    this.address = address
    this.port = port
  }

  connect(other: MemoryLink): void {
    this.#other = other
  }

  write(chunks: readonly Uint8Array[]): void {
    if (this.#ending || this.#closed) return
    for (const chunk of chunks) {
      if (chunk.length === 0) continue
      this.#outbox.push(chunk)
      this.#buffered += chunk.length
    }
    this.#other.#deliverSoon()
  }

  get buffered(): number {
    return this.#buffered
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
  }

  resume(): void {
    this.#paused = false
    this.#deliverSoon()
  }

  end(): void {
    if (this.#ending || this.#closed) return
    this.#ending = true
    this.#endTimer = setTimeout(() => this.destroy('this side closed the connection'), END_TIMEOUT)
    this.#deliverSoon()
    this.#other.#deliverSoon()
  }

  destroy(reason: string): void {
    if (this.#closed) return
    this.#close(reason)
    this.#other.#cut()
  }

  #deliverSoon(): void {
    if (this.#scheduled || this.#closed) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#deliver()
    })
  }

  /** Pulls what the other side wrote as far as the window goes, hands it on, and sees whether that was all. */
  #deliver(): void {
    const other = this.#other
    if (this.#closed) return
    other.#send(this)
    while (this.#mayRead && this.#inbox.length > 0) {
      const bytes = this.#inbox.shift()!
      this.#arrived -= bytes.length
      // After an end what still arrives is dropped, as on a socket.
      if (!this.#ending) this.#events.received(bytes)
    }
    if (this.#closed) return
    if (this.#mayRead && other.#buffered > 0) this.#deliverSoon()
    const allRead = this.#inbox.length === 0 && other.#buffered === 0
    if (other.#ending && allRead) {
      other.#close('this side closed the connection')
      this.#close('the other side closed the connection')
    }
  }

  get #mayRead(): boolean {
    return !this.#closed && (this.#ending || (this.#events.listening && !this.#paused))
  }

  #send(to: MemoryLink): void {
    if (this.#buffered === 0) return
    while (this.#outbox.length > 0 && to.#arrived < WINDOW) {
      const bytes = this.#outbox.shift()!
      // As an operating system does: its writer may use the chunk again once it is drained.
      to.#inbox.push(bytes.slice())
      to.#arrived += bytes.length
      this.#buffered -= bytes.length
    }
    if (this.#buffered === 0) queueMicrotask(() => !this.#closed && this.#events.drained())
  }

  #cut(): void {
    setImmediate(() => this.#close('the other side closed the connection'))
  }

  #close(reason: string): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#endTimer)
    this.#outbox.length = this.#inbox.length = this.#buffered = this.#arrived = 0
    queueMicrotask(() => this.#events.closed(reason))
  }
}
