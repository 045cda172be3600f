/** Anything that carries text messages in order, both ways: a WebSocket, a MessagePort, a local socket. */
export interface Port {
  send(text: string): void
  onMessage(listener: (text: string) => void): void
  /** Called once, whoever closed it. */
  onClose(listener: () => void): void
  close(): void
}

/** Two ports joined in memory, for tests and for shells in one process. Delivery is asynchronous and in order. */
export function createPortPair(): readonly [Port, Port] {
  const ends = [createEnd(), createEnd()] as const
  let open = true
  const close = () => {
    if (!open) return
    open = false
    queueMicrotask(() => ends.forEach((end) => end.closed.forEach((listener) => listener())))
  }
  const port = (self: 0 | 1): Port => ({
    send: (text) => {
      if (open) queueMicrotask(() => ends[self ? 0 : 1].messages.forEach((listener) => listener(text)))
    },
    onMessage: (listener) => void ends[self].messages.push(listener),
    onClose: (listener) => void ends[self].closed.push(listener),
    close,
  })
  return [port(0), port(1)]
}

const createEnd = () => ({ messages: [] as ((text: string) => void)[], closed: [] as (() => void)[] })
