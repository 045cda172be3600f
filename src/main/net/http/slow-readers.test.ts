import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { SLOW_READER_WINDOW, SLOWEST_READER } from '../limits.ts'
import { answer } from './answer.ts'
import { createSlowReaders } from './slow-readers.ts'

function fakeReader() {
  const reader = {
    ...{ bytesWritten: 1_000_000, writableLength: 1_000_000, ended: false },
    destroy: () => void (reader.ended = true),
    once: () => undefined,
    take: (bytes: number) => void (reader.writableLength -= bytes),
  }
  return reader
}

describe('a reader', () => {
  it('who takes too little of what waits is ended, and no sooner than it can be told', () => {
    const readers = createSlowReaders()
    const reader = fakeReader()
    readers.watch(reader)
    readers.look(0)
    readers.look(SLOW_READER_WINDOW - 1)
    expect(reader.ended).toBe(false)
    reader.take((SLOWEST_READER * SLOW_READER_WINDOW) / 1000 - 1)
    readers.look(SLOW_READER_WINDOW)
    expect(reader.ended).toBe(true)
  })

  it('who takes enough stays, and so does one for whom nothing is there', () => {
    const readers = createSlowReaders()
    const [steady, idle] = [fakeReader(), fakeReader()]
    idle.writableLength = 0
    for (const reader of [steady, idle]) readers.watch(reader)
    for (let round = 0; round < 3; round++) {
      readers.look(round * SLOW_READER_WINDOW)
      steady.take((SLOWEST_READER * SLOW_READER_WINDOW) / 1000)
    }
    expect([steady.ended, idle.ended]).toEqual([false, false])
  })
})

describe('over a real connection', () => {
  const open: { destroy(): unknown }[] = []
  afterEach(() => open.splice(0).forEach((one) => one.destroy()))

  async function asking(bytes: number) {
    const readers = createSlowReaders()
    const server = createServer((request, response) => answer(request, response, 200, new Uint8Array(bytes)))
    server.on('connection', (socket: Socket) => {
      open.push(socket)
      readers.watch(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push({ destroy: () => server.close() })
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    client.on('error', () => undefined)
    open.push(client)
    client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    return { readers, client }
  }

  it('nobody who stopped reading keeps his place', async () => {
    const { readers, client } = await asking(64 * 1024 * 1024)
    client.pause()
    // Until the system holds all that it holds for him.
    await new Promise((resolve) => setTimeout(resolve, 300))
    readers.look(0)
    readers.look(SLOW_READER_WINDOW)
    client.resume()
    await once(client, 'close')
    expect(client.bytesRead).toBeLessThan(64 * 1024 * 1024)
  })

  it('who reads gets all of it, whatever the clock says meanwhile', async () => {
    const bytes = 16 * 1024 * 1024
    const { readers, client } = await asking(bytes)
    let [now, read] = [0, 0]
    for await (const chunk of client as AsyncIterable<Buffer>) {
      // Each 64 KiB take a second.
      readers.look((now += chunk.length / 64))
      if ((read += chunk.length) >= bytes) break
    }
    expect(read).toBeGreaterThanOrEqual(bytes)
  })
})
