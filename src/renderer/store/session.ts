import type { CommandName, Input, Output } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { createClient, type Client } from '../../shared/rpc/client.ts'
import type { Port } from '../../shared/rpc/port.ts'
import type { AppStore } from './store.ts'
import { endedJoins, type Transition } from './transitions.ts'

const FIRST_RETRY = 500
const LONGEST_RETRY = 8_000

export interface SessionParts {
  readonly store: AppStore
  openPort(): Promise<Port>
  /** A join ended while this window watched. */
  onJoinEnded(transition: Transition): void
}

export interface Session {
  /** Connects, and keeps connecting: a new port and a new client after each loss, with growing pauses. */
  start(): void
  /** Ends the pause, if there is one. */
  retryNow(): void
  /** Rejects with an AppError; NODE_NOT_RUNNING while there is no connection. */
  call<C extends CommandName>(command: C, input: Input<C>): Promise<Output<C>>
}

/** The life of the connection to the node, told to the store. */
export function createSession({ store, openPort, onJoinEnded }: SessionParts): Session {
  let client: Client | null = null
  let pause = FIRST_RETRY
  let timer: ReturnType<typeof setTimeout> | null = null
  const app = store.getState

  const connect = async () => {
    timer = null
    try {
      const opened = createClient(await openPort())
      client = opened
      opened.onClose(() => lose(new AppError('NODE_NOT_RUNNING', 'the node stopped answering', '')))
      opened.subscribe({
        onSnapshot: (state) => {
          pause = FIRST_RETRY
          app().replace(state)
          app().setConnection('connected')
        },
        onChanges: (changes) => {
          const before = app().state
          app().apply(changes)
          if (before) endedJoins(before, changes).forEach(onJoinEnded)
        },
      })
    } catch (error) {
      lose(AppError.of(error))
    }
  }

  const lose = (error: AppError) => {
    client = null
    app().setConnection('lost', error)
    timer = setTimeout(() => void connect(), pause)
    pause = Math.min(pause * 2, LONGEST_RETRY)
  }

  return {
    start: () => void connect(),
    retryNow: () => {
      if (timer === null) return
      clearTimeout(timer)
      void connect()
    },
    call: (command, input) =>
      client
        ? client.call(command, input)
        : Promise.reject(
            new AppError('NODE_NOT_RUNNING', 'the node does not answer', 'wait a moment; we keep trying'),
          ),
  }
}
