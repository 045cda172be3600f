/**
 * The listeners of a link. Bytes wait until somebody listens (the transport starts reading then), and a close that came
 * first is told to those who come later.
 */
export class LinkEvents {
  readonly #drain: (() => void)[] = []
  readonly #bytes: ((bytes: Uint8Array) => void)[] = []
  readonly #close: ((reason: string) => void)[] = []
  #closedBy: string | null = null

  /** @param onListening called when the first listener for bytes is there */
  constructor(private readonly onListening: () => void) {}

  onDrain(listener: () => void): void {
    this.#drain.push(listener)
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#bytes.push(listener)
    if (this.#bytes.length === 1) this.onListening()
  }

  onClose(listener: (reason: string) => void): void {
    const reason = this.#closedBy
    if (reason === null) this.#close.push(listener)
    else queueMicrotask(() => listener(reason))
  }

  get listening(): boolean {
    return this.#bytes.length > 0
  }

  drained(): void {
    for (const listener of this.#drain) listener()
  }

  received(bytes: Uint8Array): void {
    for (const listener of this.#bytes) listener(bytes)
  }

  /** Once; later calls do nothing. */
  closed(reason: string): void {
    if (this.#closedBy !== null) return
    this.#closedBy = reason
    for (const listener of this.#close.splice(0)) listener(reason)
  }
}
