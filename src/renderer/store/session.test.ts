import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppState } from '../../shared/model.ts'
import { createPortPair, type Port } from '../../shared/rpc/port.ts'
import { ownProject } from '../../shared/samples.ts'
import { createSession } from './session.ts'
import { createAppStore } from './store.ts'

const joining = ownProject({ state: 'joining', progress: 0.5 })
const state: AppState = {
  node: { self: { name: 'Carol' } },
  nearby: {},
  projects: { [joining.repoHash]: joining },
  connections: {},
  activity: {},
} as unknown as AppState

/** A node's end of a port that answers a subscription with the state. */
function node() {
  const [mine, theirs] = createPortPair()
  const received: unknown[] = []
  theirs.onMessage((text) => {
    const frame = JSON.parse(text) as { t: string }
    received.push(frame)
    if (frame.t === 'subscribe') theirs.send(JSON.stringify({ t: 'snapshot', seq: 1, state }))
  })
  return { port: mine, theirs, received }
}

describe('session', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const begin = (openPort: () => Promise<Port>) => {
    const store = createAppStore({ getItem: () => null, setItem: () => undefined })
    const onJoinEnded = vi.fn()
    const session = createSession({ store, openPort, onJoinEnded })
    session.start()
    return { app: store.getState, session, onJoinEnded }
  }

  it('mirrors the node and tells ended joins', async () => {
    const { port, theirs } = node()
    const { app, onJoinEnded } = begin(() => Promise.resolve(port))
    await vi.advanceTimersByTimeAsync(0)
    expect(app().connection.status).toBe('connected')
    const value = ownProject()
    const changes = [{ collection: 'projects', key: value.repoHash, value }]
    theirs.send(JSON.stringify({ t: 'changes', seq: 2, changes }))
    await vi.advanceTimersByTimeAsync(0)
    expect(app().state?.projects[value.repoHash]?.state).toBe('joined')
    expect(onJoinEnded).toHaveBeenCalledOnce()
  })

  it('comes back by itself with growing pauses, and keeps what it showed meanwhile', async () => {
    const first = node()
    const openPort = vi
      .fn<() => Promise<Port>>()
      .mockResolvedValueOnce(first.port)
      .mockRejectedValueOnce(new Error('refused'))
      .mockRejectedValueOnce(new Error('refused'))
      .mockResolvedValue(node().port)
    const { app, session } = begin(openPort)
    await vi.advanceTimersByTimeAsync(0)
    first.theirs.close()
    await vi.advanceTimersByTimeAsync(0)
    expect(app().connection.status).toBe('lost')
    expect(app().state?.projects).toBeDefined()
    await expect(session.call('status', {})).rejects.toMatchObject({ code: 'NODE_NOT_RUNNING' })
    await vi.advanceTimersByTimeAsync(500)
    expect(openPort).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(999)
    expect(openPort).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(openPort).toHaveBeenCalledTimes(3)
    session.retryNow()
    await vi.advanceTimersByTimeAsync(0)
    expect(app().connection.status).toBe('connected')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(openPort).toHaveBeenCalledTimes(4)
  })
})
