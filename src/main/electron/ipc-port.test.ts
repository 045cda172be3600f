import type { MessagePortMain } from 'electron'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createIpcPort } from './ipc-port.ts'

/** A MessagePortMain as far as it is used: messages wait until it is started, and it is closed once. */
class Channel extends EventEmitter {
  readonly posted: unknown[] = []
  #waiting: unknown[] | null = []

  postMessage(data: unknown) {
    this.posted.push(data)
  }
  start() {
    for (const data of this.#waiting ?? []) this.emit('message', { data })
    this.#waiting = null
  }
  deliver(data: unknown) {
    if (this.#waiting) this.#waiting.push(data)
    else this.emit('message', { data })
  }
  close() {
    this.emit('close')
  }
}

function setUp() {
  const channel = new Channel()
  const port = createIpcPort(channel as unknown as MessagePortMain)
  const seen: string[] = []
  return { channel, port, seen }
}

describe('createIpcPort', () => {
  it('carries text both ways, what came early too', () => {
    const { channel, port, seen } = setUp()
    channel.deliver('early')
    port.onMessage((text) => seen.push(text))
    channel.deliver('late')
    port.send('answer')
    expect(seen).toEqual(['early', 'late'])
    expect(channel.posted).toEqual(['answer'])
  })

  it('ends when something else than text comes', () => {
    const { channel, port, seen } = setUp()
    port.onClose(() => seen.push('closed'))
    port.onMessage((text) => seen.push(text))
    channel.deliver({ t: 'call' })
    expect(seen).toEqual(['closed'])
  })

  it('sends nothing after the window has gone', () => {
    const { channel, port } = setUp()
    channel.close()
    port.send('too late')
    expect(channel.posted).toEqual([])
  })
})
