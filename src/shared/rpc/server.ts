/** Serves the contract over a Port: validates, calls, answers; and streams the state to who subscribes. */
import { commands, type CommandName, type Commands, type Output } from '../contract.ts'
import { AppError } from '../errors.ts'
import type { AppState, Change } from '../model.ts'
import { describeIssue } from './describe-issue.ts'
import { clientFrame, MAX_CLIENT_FRAME, type ServerFrame } from './frames.ts'
import type { Port } from './port.ts'

/** One function a command; the compiler proves that none is missing. */
export type Handlers = {
  readonly [C in CommandName]: (input: ReturnType<Commands[C]['input']['parse']>) => Promise<Output<C>>
}

export interface StateSource {
  snapshot(): AppState
  /** Called with every later batch of changes, until the returned function is called. */
  subscribe(listener: (changes: readonly Change[]) => void): () => void
}

/** Serves one client until its port closes. A client that breaks the framing is closed. */
export function serveRpc(port: Port, handlers: Handlers, state: StateSource): void {
  let unsubscribe: (() => void) | null = null
  const send = (frame: ServerFrame) => port.send(JSON.stringify(frame))

  const subscribe = () => {
    unsubscribe?.()
    let seq = 0
    send({ t: 'snapshot', seq, state: state.snapshot() })
    unsubscribe = state.subscribe((changes) => send({ t: 'changes', seq: ++seq, changes }))
  }

  port.onMessage((text) => {
    const frame = parseFrame(text)
    if (!frame) return port.close()
    if (frame.t === 'subscribe') return subscribe()
    call(handlers, frame.command, frame.input).then(
      (output) => send({ t: 'result', id: frame.id, output }),
      (thrown) => send({ t: 'error', id: frame.id, error: AppError.of(thrown).toJSON() }),
    )
  })
  port.onClose(() => unsubscribe?.())
}

/** Runs one command after checking its input against the contract. */
export async function call<C extends CommandName>(
  handlers: Handlers,
  name: string,
  input: unknown,
): Promise<Output<C>> {
  if (!Object.hasOwn(commands, name)) {
    throw new AppError(
      'BAD_INPUT',
      `there is no command ${JSON.stringify(name)}`,
      'update the program that asked',
    )
  }
  const parsed = commands[name as C].input.safeParse(input)
  if (!parsed.success) throw describeIssue(parsed.error.issues[0])
  const handler = handlers[name as C] as (input: unknown) => Promise<Output<C>>
  return handler(parsed.data)
}

function parseFrame(text: string) {
  if (text.length > MAX_CLIENT_FRAME) return null
  try {
    return clientFrame.parse(JSON.parse(text))
  } catch {
    return null
  }
}
