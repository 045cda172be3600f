import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { FromHost, ToHost } from './host-messages.ts'
import { MAX_FAILURES, STOP_GRACE, superviseHost, type HostChild } from './supervisor.ts'

const inUse = new AppError('DATA_DIR_IN_USE', 'taken', 'stop the other').toJSON()

function setUp(answer: 'retry' | 'quit' = 'quit') {
  const seen: string[] = []
  const children: ReturnType<typeof createChild>[] = []
  const timers: { at: number; run: () => void }[] = []
  let now = 0
  const supervisor = superviseHost<string>({
    fork: () => {
      const child = createChild()
      children.push(child)
      return child.process
    },
    now: () => now,
    later: (wait, run) => void timers.push({ at: now + wait, run }),
    onGone: () => void seen.push('gone'),
    onTrouble: async ({ message }) => (seen.push(`trouble: ${message}`), answer),
    onStopped: () => void seen.push('stopped'),
  })
  const pass = (milliseconds: number) => {
    now += milliseconds
    for (const timer of timers.splice(0)) (timer.at <= now ? timer.run : () => timers.push(timer))()
  }
  const newest = () => children.at(-1)!
  return { supervisor, seen, children, newest, pass }
}

function createChild() {
  const sent: [ToHost['t'], ...string[]][] = []
  let onMessage = (_message: FromHost) => {}
  let exit = (_code: number) => {}
  let killed = false
  const process: HostChild<string> = {
    send: ({ t }, ports) => void sent.push([t, ...ports]),
    onMessage: (listener) => void (onMessage = listener),
    onExit: (listener) => void (exit = listener),
    kill: () => void (killed = true),
  }
  return {
    process,
    sent,
    say: (message: FromHost) => onMessage(message),
    exit: (code: number) => exit(code),
    isKilled: () => killed,
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('superviseHost', () => {
  it('hands ports over as soon as the node is ready', () => {
    const { supervisor, newest } = setUp()
    supervisor.attach('a')
    expect(newest().sent).toEqual([])
    newest().say({ t: 'ready' })
    supervisor.attach('b')
    expect(newest().sent).toEqual([
      ['attach', 'a'],
      ['attach', 'b'],
    ])
  })

  it('restarts a node that died, tells the window, and connects the next ports to the new one', () => {
    const { supervisor, children, newest, seen, pass } = setUp()
    newest().say({ t: 'ready' })
    newest().exit(139)
    newest().exit(139) // told twice
    expect(seen).toEqual(['gone'])
    supervisor.attach('a')
    pass(499)
    expect(children).toHaveLength(1)
    pass(1)
    expect(children).toHaveLength(2)
    newest().say({ t: 'ready' })
    expect(newest().sent).toEqual([['attach', 'a']])
  })

  it('asks the user after some ends in a row, and goes on if told to', async () => {
    const { children, newest, seen, pass } = setUp('retry')
    for (let end = 0; end < MAX_FAILURES; end++) {
      newest().exit(1)
      pass(30_000)
    }
    await settled()
    expect(seen).toEqual([expect.stringContaining('ended 5 times in a row')])
    expect(children).toHaveLength(MAX_FAILURES + 1)
  })

  it('asks at once when the node says why it can not start', async () => {
    const { newest, children, seen, pass } = setUp('quit')
    newest().say({ t: 'failed', error: inUse })
    expect(newest().sent).toEqual([['stop']])
    newest().exit(0)
    await settled()
    pass(60_000)
    expect(seen).toEqual(['trouble: taken', 'stopped'])
    expect(children).toHaveLength(1)
  })

  it('ends with a node that was asked to end by somebody else', () => {
    const { newest, seen, pass, children } = setUp()
    newest().say({ t: 'ready' })
    newest().exit(0)
    pass(60_000)
    expect(seen).toEqual(['gone', 'stopped'])
    expect(children).toHaveLength(1)
  })

  it('stops the node, gently at first', async () => {
    const { supervisor, newest, seen, pass } = setUp()
    newest().say({ t: 'ready' })
    const stopped = supervisor.stop()
    expect(newest().sent).toEqual([['stop']])
    pass(STOP_GRACE - 1)
    expect(newest().isKilled()).toBe(false)
    pass(1)
    expect(newest().isKilled()).toBe(true)
    newest().exit(9)
    await stopped
    expect(seen).not.toContain('stopped')
  })

  it('stops at once between two runs, and starts none afterwards', async () => {
    const { supervisor, newest, children, pass } = setUp()
    newest().exit(1)
    await supervisor.stop()
    pass(60_000)
    expect(children).toHaveLength(1)
  })
})
