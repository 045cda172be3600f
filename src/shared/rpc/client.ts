/** The contract from the other side of a Port. One client lives as long as its port; reconnecting is a new client. */
import type { CommandName, Input, Output } from '../contract.ts'
import { AppError } from '../errors.ts'
import type { AppState, Change } from '../model.ts'
import type { ClientFrame, ServerFrame } from './frames.ts'
import type { Port } from './port.ts'

export interface Subscriber {
  /** The whole state, at first and again whenever numbers were missed. */
  onSnapshot(state: AppState): void
  onChanges(changes: readonly Change[]): void
}

export interface Client {
  /** Rejects with an AppError: the handler's, or NODE_NOT_RUNNING when the port closes meanwhile. */
  call<C extends CommandName>(command: C, input: Input<C>): Promise<Output<C>>
  subscribe(subscriber: Subscriber): void
  onClose(listener: () => void): void
  close(): void
}

interface Waiting {
  resolve(output: unknown): void
  reject(error: AppError): void
}

const gone = () =>
  new AppError('NODE_NOT_RUNNING', 'the node stopped answering', 'start it again: gittorrent start')

export function createClient(port: Port): Client {
  const waiting = new Map<number, Waiting>()
  const closeListeners: (() => void)[] = []
  let subscriber: Subscriber | null = null
  let expected = 0
  let lastId = 0
  let open = true

  const send = (frame: ClientFrame) => port.send(JSON.stringify(frame))

  const receive = (frame: ServerFrame) => {
    switch (frame.t) {
      case 'result':
        return settle(frame.id)?.resolve(frame.output)
      case 'error':
        return settle(frame.id)?.reject(AppError.from(frame.error))
      case 'snapshot':
        expected = frame.seq + 1
        return subscriber?.onSnapshot(frame.state)
      case 'changes':
        if (frame.seq !== expected) return send({ t: 'subscribe' })
        expected++
        return subscriber?.onChanges(frame.changes)
    }
  }
  const settle = (id: number) => {
    const entry = waiting.get(id)
    waiting.delete(id)
    return entry
  }

  port.onMessage((text) => receive(JSON.parse(text) as ServerFrame))
  port.onClose(() => {
    open = false
    for (const entry of waiting.values()) entry.reject(gone())
    waiting.clear()
    for (const listener of closeListeners) listener()
  })

  return {
    call: <C extends CommandName>(command: C, input: Input<C>) =>
      new Promise<Output<C>>((resolve, reject) => {
        if (!open) return reject(gone())
        const id = ++lastId
        waiting.set(id, { resolve: (output) => resolve(output as Output<C>), reject })
        send({ t: 'call', id, command, input })
      }),
    subscribe: (next) => {
      subscriber = next
      send({ t: 'subscribe' })
    },
    onClose: (listener) => void closeListeners.push(listener),
    close: () => port.close(),
  }
}
