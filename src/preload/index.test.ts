import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Port } from '../shared/rpc/port.ts'
import { SHELL_CHANNEL, type Opening, type ShellEvent, type ShellRequest } from '../shared/shell-channel.ts'

type Listener = (event: { ports: MessagePort[] }, what: ShellEvent) => void
interface Exposed {
  connect(): Promise<Port>
  chooseFolder(): Promise<string | null>
  onOpen(listener: (what: Opening) => void): void
  pathOf(file: object): string
  readonly platform: string
}

const shell = vi.hoisted(() => ({
  listeners: [] as Listener[],
  exposed: {} as Record<string, unknown>,
  invoke: (_channel: string, _request: string): Promise<unknown> => Promise.resolve(),
}))

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => (shell.exposed[name] = api) },
  ipcRenderer: {
    on: (_channel: string, listener: Listener) => shell.listeners.push(listener),
    invoke: (channel: string, request: string) => shell.invoke(channel, request),
  },
  webUtils: { getPathForFile: ({ name }: { name: string }) => `/dropped/${name}` },
}))

await import('./index.ts')
const bridge = shell.exposed.gittorrent as Exposed
const tell = (what: ShellEvent, ports: MessagePort[] = []) =>
  shell.listeners.forEach((listener) => listener({ ports }, what))

let far: MessagePort[]
beforeEach(() => {
  far = []
  shell.invoke = async (channel, request) => {
    if (channel !== SHELL_CHANNEL || (request as ShellRequest) !== 'connect') throw new Error('unexpected')
    const { port1, port2 } = new MessageChannel()
    far.push(port1)
    tell({ t: 'port' }, [port2])
  }
})

const received = (port: MessagePort) =>
  new Promise<unknown>((resolve) => {
    port.addEventListener('message', ({ data }) => resolve(data), { once: true })
    port.start()
  })

describe('the preload', () => {
  it('exposes five things and nothing else', () => {
    expect(Object.keys(shell.exposed)).toEqual(['gittorrent'])
    expect(Object.keys(bridge).sort()).toEqual(['chooseFolder', 'connect', 'onOpen', 'pathOf', 'platform'])
    expect(bridge.platform).toBe(process.platform)
  })

  it('carries text both ways, also what came before anybody listened', async () => {
    const port = await bridge.connect()
    far[0]!.postMessage('early')
    port.send('hello')
    expect(await received(far[0]!)).toBe('hello')
    expect(await new Promise((resolve) => port.onMessage(resolve))).toBe('early')
    port.close()
  })

  it('closes once: by itself, from the other end, or when the node is gone', async () => {
    const [a, b, c] = [await bridge.connect(), await bridge.connect(), await bridge.connect()]
    const closed: string[] = []
    a.onClose(() => closed.push('a'))
    const otherEnd = new Promise<void>((resolve) => b.onClose(() => (closed.push('b'), resolve())))
    c.onClose(() => closed.push('c'))
    a.close()
    a.close()
    expect(closed).toEqual(['a'])
    far[1]!.close()
    await otherEnd
    expect(closed).toEqual(['a', 'b'])
    tell({ t: 'node-gone' })
    tell({ t: 'node-gone' })
    expect(closed).toEqual(['a', 'b', 'c'])
  })

  it('passes on that the shell refuses', async () => {
    shell.invoke = () => Promise.reject(new Error('this page may not ask'))
    await expect(bridge.connect()).rejects.toThrow('may not ask')
    await expect(bridge.chooseFolder()).rejects.toThrow('may not ask')
  })

  it('connects after a refusal', async () => {
    const allowed = shell.invoke
    shell.invoke = () => Promise.reject(new Error('not yet'))
    await expect(bridge.connect()).rejects.toThrow('not yet')
    shell.invoke = allowed
    const port = await bridge.connect()
    port.send('hello')
    expect(await received(far[0]!)).toBe('hello')
    port.close()
  })

  it('passes on what the window is asked to show', () => {
    const heard: Opening[] = []
    bridge.onOpen((what) => heard.push(what))
    tell({ t: 'open', what: { publish: '/src/notes' } })
    expect(heard).toEqual([{ publish: '/src/notes' }])
  })

  it('says where a dropped file lies', () => expect(bridge.pathOf({ name: 'notes' })).toBe('/dropped/notes'))

  it('asks for a folder', async () => {
    shell.invoke = async (_channel, request) => (request === 'choose-folder' ? '/src/gittorrent' : null)
    expect(await bridge.chooseFolder()).toBe('/src/gittorrent')
  })
})
