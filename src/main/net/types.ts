/** Transports carry bytes between two peers whose identity keys are proved; they know nothing of messages. */
import type { Hex } from '../../shared/model.ts'

/** One authenticated, ordered byte stream with back-pressure. */
export interface Link {
  /** Proved by the TLS handshake (net/), or given (memory). */
  readonly peerId: Hex
  /** IP literal and port of the other end of this stream. */
  readonly address: string
  readonly port: number
  readonly initiated: boolean
  /** What the handshake agreed on, such as GTP/0.2. A listener's link may have another version than its own. */
  readonly version: string
  /** Hands over bytes; never blocks. The chunks must not be changed before `buffered` is zero. */
  write(chunks: readonly Uint8Array[]): void
  /** Bytes handed over and not yet taken by the operating system. */
  readonly buffered: number
  /** Called when `buffered` falls to zero after it was above it. */
  onDrain(listener: () => void): void
  onBytes(listener: (bytes: Uint8Array) => void): void
  /** Called once, whoever ended it. */
  onClose(listener: (reason: string) => void): void
  /** Stops and restarts reading, for back-pressure. */
  pause(): void
  resume(): void
  /** Ends after what was written is sent. */
  end(): void
  destroy(reason: string): void
}

export interface Transport {
  /** Listens; the port that was got (asked for 0: any). Throws AppError PORT_IN_USE. */
  listen(port: number): Promise<number>
  /**
   * @param address IP literal
   * @param expect  refuse whoever proves another identity; undefined takes anyone
   */
  dial(address: string, port: number, expect?: Hex): Promise<Link>
  onLink(listener: (link: Link) => void): void
  close(): Promise<void>
}
