import { randomBytes } from 'node:crypto'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { connect, Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { MAX_CLIENT_FRAME } from '../../shared/rpc/frames.ts'
import type { Port } from '../../shared/rpc/port.ts'
import { SUBPROTOCOL } from './auth.ts'
import { MAX_CLIENTS, MAX_CONNECTIONS, startUiServer, type UiServer } from './ui-server.ts'

let folder: string
let server: UiServer
let ports: Port[]
let received: string[]
const sockets = new Set<Socket>()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gittorrent-ui-'))
  await mkdir(join(folder, 'ui'))
  await writeFile(join(folder, 'ui', 'index.html'), 'the page')
  await writeFile(join(folder, 'secret.html'), 'a secret')
  ;[ports, received] = [[], []]
  server = await startUiServer(join(folder, 'ui'), 0, (port) => {
    ports.push(port)
    port.onMessage((message) => received.push(message))
  })
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const place = () => new URL(server.url)
const token = () => place().hash.slice('#token='.length)

function dial(): Socket {
  const socket = connect({ port: Number(place().port), host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => {})
  sockets.add(socket)
  return socket
}

/** The status line of the answer to a request, and all of it. */
async function ask(line: string, headers: Record<string, string> = {}): Promise<string> {
  const socket = dial()
  const all = { Host: place().host, Connection: 'close', ...headers }
  socket.write(
    `${line} HTTP/1.1\r\n${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  )
  return text(socket)
}

const upgrade = (headers: Record<string, string> = {}, path = '/rpc') =>
  ask(`GET ${path}`, {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    'Sec-WebSocket-Protocol': `${SUBPROTOCOL}, token.${token()}`,
    ...headers,
  })

/** Where servers of this process listen. */
const listening = () =>
  (process as unknown as { _getActiveHandles(): unknown[] })
    ._getActiveHandles()
    .flatMap((handle) => (handle instanceof Server ? [handle.address()] : []))
    .flatMap((address) =>
      address && typeof address === 'object' && address.port === Number(place().port)
        ? [address.address]
        : [],
    )

const open = async (): Promise<WebSocket> => {
  const socket = new WebSocket(`ws://${place().host}/rpc`, [SUBPROTOCOL, `token.${token()}`])
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

describe('pages', () => {
  it('are served to who asks for this very address', async () => {
    expect(await ask('GET /')).toMatch(/^HTTP\/1.1 200[^]*the page$/)
    expect(await ask('GET /', { Host: 'evil.example' })).toMatch(/^HTTP\/1.1 421/)
    expect(await ask('GET /', { Host: `evil.example:${place().port}` })).toMatch(/^HTTP\/1.1 421/)
  })

  it('may be framed, or read from other sites, by nobody', async () => {
    const answer = await ask('GET /', { Origin: 'http://evil.example' })
    expect(answer).toMatch(/cross-origin-resource-policy: same-origin/i)
    expect(answer).toMatch(/x-frame-options: DENY/i)
    expect(answer).not.toMatch(/access-control-allow/i)
  })

  it('send no address to anybody, and keep nothing of the token in one', async () => {
    expect(await ask('GET /')).toMatch(/referrer-policy: no-referrer/i)
    const { pathname, search, hash } = place()
    expect(pathname + search).toBe('/')
    expect(hash).toMatch(/^#token=[\w-]{32}$/)
  })

  it('are read on this computer alone', () => expect(listening()).toEqual(['127.0.0.1']))

  it.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '//secret.html',
    '/ui/../../secret.html',
  ])('are those of the list alone: %s', async (path) =>
    expect(await ask(`GET ${path}`)).toMatch(/^HTTP\/1.1 404/),
  )

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('are only read: %s', async (method) => {
    expect(await ask(`${method} /`)).toMatch(/^HTTP\/1.1 405/)
  })

  it('are not there for what is no HTTP, or too much of it', async () => {
    const socket = dial()
    socket.write('nonsense\r\n\r\n')
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400/)
    expect(await ask('GET /', { 'X-Much': 'x'.repeat(20_000) })).toMatch(/^HTTP\/1.1 431/)
    await ask('CONNECT evil.example:443')
  })
})

describe('the contract', () => {
  it('is there for who has the token, and for no other', async () => {
    const socket = await open()
    expect(ports).toHaveLength(1)
    socket.terminate()
    const offers = ['token.', `token.${'x'.repeat(token().length)}`, `token.${token()}x`]
    for (const offer of ['', ...offers])
      expect(await upgrade({ 'Sec-WebSocket-Protocol': `${SUBPROTOCOL}, ${offer}` })).toMatch(
        /^HTTP\/1.1 401/,
      )
    expect(ports).toHaveLength(1)
  })

  it('is not there for other sites, other names of this computer, and other paths', async () => {
    for (const Origin of ['http://evil.example', 'null', `https://${place().host}`])
      expect(await upgrade({ Origin })).toMatch(/^HTTP\/1.1 403/)
    expect(await upgrade({ Host: `evil.example:${place().port}` })).toMatch(/^HTTP\/1.1 403/)
    expect(await upgrade({}, '/other')).toMatch(/^HTTP\/1.1 404/)
    expect(ports).toHaveLength(0)
  })

  it('ends with who sends more than a message may hold', async () => {
    const socket = await open()
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    socket.send('x'.repeat(MAX_CLIENT_FRAME + 1))
    expect(await closed).toBe(1009)
    expect(received).toEqual([])
  })
})

describe('who behaves badly', () => {
  it('and opens windows without end gets so many, and no more', async () => {
    const windows: WebSocket[] = []
    for (let count = 0; count < MAX_CLIENTS; count++) windows.push(await open())
    await expect(open()).rejects.toThrow('503')
    windows.pop()!.terminate()
    await expect
      .poll(() =>
        open().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
  })

  it('and keeps connections without end gets so many, and no more', async () => {
    let refused = 0
    for (let count = 0; count < MAX_CONNECTIONS + 20; count++) {
      const socket = dial()
      socket.once('end', () => refused++).resume()
      await new Promise((resolve) => socket.once('connect', resolve))
    }
    await expect.poll(() => refused).toBe(20)
  })

  it('and resets the connection while he is refused ends nothing', async () => {
    for (let round = 0; round < 30; round++) {
      const socket = dial()
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.write(`GET /rpc HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
      if (round % 2) await new Promise((resolve) => setImmediate(resolve))
      socket.resetAndDestroy()
    }
    expect(await ask('GET /')).toMatch(/^HTTP\/1.1 200/)
  })

  it('and takes his time with a request is not waited for', async () => {
    const times = { headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 }
    await server.close()
    server = await startUiServer(join(folder, 'ui'), 0, () => {}, times)
    for (const begun of [
      'GET / HTTP/1.1\r\nHost:',
      `POST / HTTP/1.1\r\nHost: ${place().host}\r\nContent-Length: 9\r\n\r\n`,
    ]) {
      const slow = dial()
      slow.write(begun)
      expect(await text(slow)).toMatch(/^HTTP\/1.1 4/)
    }
  })

  it('and never hangs up keeps the server from nothing', async () => {
    const refused = dial()
    refused.write(`GET /rpc HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
    expect(await text(refused)).toMatch(/^HTTP\/1.1 403/) // their end has come; ours never does
    const slow = dial()
    slow.write('GET / HTTP/1.1\r\nHost:')
    const idle = dial()
    await new Promise((resolve) => idle.once('connect', resolve))
    const window = await open()
    window.on('error', () => {})
    await server.close()
    expect(await ask('GET /').catch(() => '')).toBe('')
    server = await startUiServer(join(folder, 'ui'), 0, () => {})
  })
})
