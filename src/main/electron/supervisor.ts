/** Keeps the node's process running, and windows connected to it. Knows processes and ports only by what is done with them. */
import { AppError, type ErrorShape } from '../../shared/errors.ts'
import { createBackoff } from './backoff.ts'
import type { FromHost, ToHost } from './host-messages.ts'

export interface HostChild<Port> {
  send(message: ToHost, ports: readonly Port[]): void
  onMessage(listener: (message: FromHost) => void): void
  onExit(listener: (code: number) => void): void
  kill(): void
}

export interface SupervisorDeps<Port> {
  fork(): HostChild<Port>
  now(): number
  later(milliseconds: number, run: () => void): void
  /** A node that windows were connected to has ended; they have to ask for new ports. */
  onGone(): void
  /** It can't be started, or doesn't stay: the user decides. */
  onTrouble(error: ErrorShape): Promise<'retry' | 'quit'>
  /** It has ended because somebody asked it to (`gittorrent stop`, or the user's `quit`). */
  onStopped(): void
}

export interface Supervisor<Port> {
  /** Hands a window's port to the node, as soon as it is ready. */
  attach(port: Port): void
  /** Ends the node; resolves when it has ended. */
  stop(): Promise<void>
}

/** Ends in a row after which the user is asked. */
export const MAX_FAILURES = 5
/** For writing down what is under way; then it is killed, in milliseconds. */
export const STOP_GRACE = 10_000

/** Starts the node's process at once. */
export function superviseHost<Port>(deps: SupervisorDeps<Port>): Supervisor<Port> {
  const backoff = createBackoff()
  const waiting: Port[] = []
  let child: HostChild<Port> | null = null
  let ready = false
  let stopping = false
  let ended = () => {}

  const start = () => {
    if (stopping) return
    const current = deps.fork()
    let error: ErrorShape | null = null
    child = current
    current.onMessage((message) => {
      if (message.t === 'failed') {
        error = message.error
        current.send({ t: 'stop' }, [])
      } else {
        ready = true
        for (const port of waiting.splice(0)) current.send({ t: 'attach' }, [port])
      }
    })
    current.onExit((code) => {
      if (child !== current) return // Electron may tell of one exit twice
      exited(code, error)
    })
  }

  const exited = (code: number, error: ErrorShape | null) => {
    child = null
    if (ready) deps.onGone()
    ready = false
    if (stopping) return ended()
    if (error) return void trouble(error)
    if (code === 0) return deps.onStopped()
    const wait = backoff.next(deps.now())
    if (backoff.failures % MAX_FAILURES === 0) return void trouble(keepsEnding(code))
    deps.later(wait, start)
  }

  const trouble = async (error: ErrorShape) => {
    if ((await deps.onTrouble(error)) === 'retry') start()
    else deps.onStopped()
  }

  start()
  return {
    attach(port) {
      if (child && ready) child.send({ t: 'attach' }, [port])
      else waiting.push(port)
    },
    stop: () =>
      new Promise<void>((resolve) => {
        stopping = true
        const current = child
        if (!current) return resolve()
        ended = resolve
        current.send({ t: 'stop' }, [])
        deps.later(STOP_GRACE, () => child === current && current.kill())
      }),
  }
}

const keepsEnding = (code: number): ErrorShape =>
  new AppError(
    'INTERNAL',
    `the node ended ${MAX_FAILURES} times in a row (exit code ${code})`,
    'try again; if it stays, start GitTorrent in a terminal and report what it prints',
  ).toJSON()
