import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import type { AppState, Change } from '../model.ts'
import { createClient } from './client.ts'
import { createPortPair, type Port } from './port.ts'
import { serveRpc, type Handlers, type StateSource } from './server.ts'

const emptyState = {
  node: {},
  nearby: {},
  projects: {},
  connections: {},
  activity: {},
} as unknown as AppState

function setUp(handlers: Partial<Handlers> = {}) {
  const [ours, theirs] = createPortPair()
  const listeners = new Set<(changes: readonly Change[]) => void>()
  const source: StateSource = {
    snapshot: () => emptyState,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  serveRpc(theirs, handlers as Handlers, source)
  const publish = (changes: readonly Change[]) => listeners.forEach((listener) => listener(changes))
  return { client: createClient(ours), publish, listeners, port: ours }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('rpc', () => {
  it('answers calls, each with its own result', async () => {
    const { client } = setUp({ cancelJoin: async ({ project }) => ({ repoHash: project }) })
    const [a, b] = await Promise.all([
      client.call('cancelJoin', { project: 'a' }),
      client.call('cancelJoin', { project: 'b' }),
    ])
    expect([a.repoHash, b.repoHash]).toEqual(['a', 'b'])
  })

  it('carries an AppError across, with code, action and data', async () => {
    const failure = new AppError('NO_COMMITS', 'nothing committed', 'commit once', { path: '/x' })
    const { client } = setUp({ inspect: () => Promise.reject(failure) })
    await expect(client.call('inspect', { path: '/x' })).rejects.toMatchObject({ ...failure.toJSON() })
  })

  it('refuses input that the contract does not allow before any handler sees it', async () => {
    let called = false
    const { client } = setUp({ inspect: () => ((called = true), Promise.reject(new Error('reached'))) })
    await expect(client.call('inspect', { path: '' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(client.call('nothing' as 'inspect', { path: 'x' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    expect(called).toBe(false)
  })

  it('sends a snapshot first, then numbered changes', async () => {
    const { client, publish } = setUp()
    const seen: string[] = []
    client.subscribe({
      onSnapshot: () => seen.push('snapshot'),
      onChanges: (c) => seen.push(`changes ${c.length}`),
    })
    await settled()
    publish([{ collection: 'nearby', key: 'x', value: null }])
    await settled()
    expect(seen).toEqual(['snapshot', 'changes 1'])
  })

  it('resubscribes on a gap', async () => {
    const listeners: ((text: string) => void)[] = []
    const sent: string[] = []
    const port: Port = {
      send: (text) => void sent.push(text),
      onMessage: (listener) => void listeners.push(listener),
      onClose: () => {},
      close: () => {},
    }
    const client = createClient(port)
    let changes = 0
    client.subscribe({ onSnapshot: () => {}, onChanges: () => changes++ })
    const receive = (frame: unknown) => listeners.forEach((listener) => listener(JSON.stringify(frame)))
    receive({ t: 'snapshot', seq: 0, state: emptyState })
    receive({ t: 'changes', seq: 2, changes: [] })
    expect(changes).toBe(0)
    expect(sent.filter((text) => text.includes('subscribe'))).toHaveLength(2)
  })

  it('rejects what is under way, and stops streaming, when the port closes', async () => {
    const { client, port, listeners } = setUp({ status: () => new Promise(() => {}) })
    client.subscribe({ onSnapshot: () => {}, onChanges: () => {} })
    const call = client.call('status', {})
    await settled()
    expect(listeners.size).toBe(1)
    port.close()
    await expect(call).rejects.toMatchObject({ code: 'NODE_NOT_RUNNING' })
    expect(listeners.size).toBe(0)
  })

  it('closes a client that breaks the framing', async () => {
    const { port, client } = setUp()
    let closed = false
    client.onClose(() => (closed = true))
    port.send('not json')
    await settled()
    expect(closed).toBe(true)
  })
})
