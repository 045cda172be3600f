import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_METAINFO } from '../gtp/limits.ts'
import { fetchMetainfo } from './fetch-shared.ts'

const HASH = '0123456789abcdef0123456789abcdef01234567'
const HOST = '127.0.0.1'

describe('fetching a metainfo', () => {
  let server: Server | undefined
  const sockets = new Set<Socket>()
  const serve = async (listener: RequestListener): Promise<number> => {
    server = createServer(listener)
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    await new Promise<void>((resolve) => server!.listen(0, HOST, resolve))
    return (server.address() as AddressInfo).port
  }
  const untilNoSockets = async () => {
    while (sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  afterEach(() => {
    server?.close()
    server?.closeAllConnections()
  })

  it('gives the bytes, and closes the connection', async () => {
    let asked = ''
    const port = await serve((request, response) => {
      asked = `${request.method} ${request.url} ${request.headers.host}`
      response.end(Buffer.of(1, 2, 255))
    })
    expect(await fetchMetainfo(HOST, port, HASH)).toEqual(Uint8Array.of(1, 2, 255))
    expect(asked).toBe(`GET /${HASH}.gittorrent ${HOST}:${port}`)
    await untilNoSockets()
  })

  it.each<[string, string, RequestListener]>([
    ['is not there', 'UNKNOWN_PROJECT', (_request, response) => response.writeHead(404).end()],
    [
      'leads elsewhere',
      'NO_PEERS',
      (_request, response) => response.writeHead(302, { location: '/x' }).end(),
    ],
    ['is not to be had now', 'NO_PEERS', (_request, response) => response.writeHead(503).end('busy')],
    [
      'breaks off',
      'NO_PEERS',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 10 })
        response.write('12345', () => response.destroy())
      },
    ],
    [
      'says that it is too large',
      'TOO_LARGE',
      (_request, response) => {
        response.writeHead(200, { 'content-length': MAX_METAINFO + 1 }).flushHeaders()
      },
    ],
    [
      'has headers without end',
      'NO_PEERS',
      (_request, response) => {
        response.socket!.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`)
      },
    ],
    ['is no HTTP', 'NO_PEERS', (_request, response) => response.socket!.end('220 ready\r\n')],
  ])('refuses an answer that %s', async (_name, code, listener) => {
    const port = await serve(listener)
    await expect(fetchMetainfo(HOST, port, HASH)).rejects.toMatchObject({ name: 'AppError', code })
    await untilNoSockets()
  })

  it('stops reading an answer without end at the limit', async () => {
    let sent = 0
    const port = await serve((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024)
      const more = () => {
        if (response.destroyed) return
        sent += chunk.length
        response.write(chunk, more)
      }
      more()
    })
    await expect(fetchMetainfo(HOST, port, HASH)).rejects.toMatchObject({ code: 'TOO_LARGE' })
    await untilNoSockets()
    expect(sent).toBeLessThan(4 * MAX_METAINFO)
  })

  it('takes an answer of exactly the limit', async () => {
    const port = await serve((_request, response) => response.end(Buffer.alloc(MAX_METAINFO)))
    expect(await fetchMetainfo(HOST, port, HASH)).toHaveLength(MAX_METAINFO)
  })

  it('gives up in time, also when bytes trickle, and when told to', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('x'), 20)
      response.once('close', () => clearInterval(timer))
    })
    const start = performance.now()
    await expect(fetchMetainfo(HOST, port, HASH, { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'NO_PEERS',
      message: `${HOST}:${port} gave no project: no answer in time`,
    })
    expect(performance.now() - start).toBeLessThan(5_000)
    const signal = AbortSignal.timeout(50)
    await expect(fetchMetainfo(HOST, port, HASH, { signal })).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(fetchMetainfo(HOST, port, HASH, { signal })).rejects.toMatchObject({ code: 'CANCELLED' })
    await untilNoSockets()
  })

  it('asks no names, and for nothing but repo hashes', async () => {
    await expect(fetchMetainfo('alice.local', 80, HASH)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    for (const hash of ['', '../x', `${HASH}0`, HASH.toUpperCase()]) {
      await expect(fetchMetainfo(HOST, 80, hash)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    }
  })
})
