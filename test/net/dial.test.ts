/** Who may be at the other end when this node calls: whoever is not a peer is refused, in words. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTlsTransport } from '../../src/main/net/tls-transport.ts'
import { closeOf, collect, nextLink } from './link-watch.ts'
import { makeTlsNode } from './make-node.ts'

type TlsNode = Awaited<ReturnType<typeof makeTlsNode>>
const HOST = '127.0.0.1'
/** An encrypted record that no key opens. */
const RUBBISH_RECORD = Buffer.concat([Buffer.of(0x17, 3, 3, 0, 64), Buffer.alloc(64, 0xaa)])

describe('a call', () => {
  let alice: TlsNode
  let carol: TlsNode
  let server: Server | undefined
  const sockets = new Set<Socket>()

  beforeEach(async () => {
    ;[alice, carol] = await Promise.all([makeTlsNode(), makeTlsNode()])
  })
  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
    server?.close()
    server = undefined
    await Promise.all([alice.transport.close(), carol.transport.close()])
  })

  const serve = (made: Server): Promise<number> => {
    server = made
    made.on('connection', (socket: Socket) => {
      sockets.add(socket.on('error', () => undefined))
      socket.once('close', () => sockets.delete(socket))
    })
    return new Promise((resolve) => made.listen(0, HOST, () => resolve((made.address() as AddressInfo).port)))
  }
  const tlsServer = (options: TlsOptions) =>
    serve(
      createTlsServer({
        key: carol.privateKeyPem,
        cert: carol.certificatePem,
        ALPNProtocols: ['gtp/0.2'],
        ...options,
      }).on('tlsClientError', () => undefined),
    )
  const rsa = (): TlsOptions => {
    const folder = mkdtempSync(join(tmpdir(), 'gittorrent-net-'))
    const [key, cert] = [join(folder, 'key'), join(folder, 'cert')]
    const how = [
      'req',
      '-x509',
      '-nodes',
      '-newkey',
      'rsa:2048',
      '-subj',
      '/CN=x',
      '-keyout',
      key,
      '-out',
      cert,
    ]
    execFileSync('openssl', how, { stdio: 'ignore' })
    const options = { key: readFileSync(key), cert: readFileSync(cert) }
    rmSync(folder, { recursive: true })
    return options
  }

  it('to a TLS server with a fit key reaches it', async () => {
    const link = await alice.transport.dial(HOST, await tlsServer({}), carol.peerId)
    expect(link.peerId).toBe(carol.peerId)
  })

  it.each<[string, (socket: Socket) => void]>([
    ['ends', (socket) => socket.end()],
    ['breaks off', (socket) => socket.destroy()],
  ])('to a peer that %s at once gives a link that tells so', async (_name, leave) => {
    const made = createTlsServer({
      key: carol.privateKeyPem,
      cert: carol.certificatePem,
      ALPNProtocols: ['gtp/0.2'],
    })
    made.on('secureConnection', (socket) => leave(socket.on('error', () => undefined)))
    const link = await alice.transport.dial(HOST, await serve(made), carol.peerId)
    collect(link)
    expect(await closeOf(link)).not.toBe('')
    expect(link.buffered).toBe(0)
  })

  it('survives rubbish in the same packet as the end of the handshake', async () => {
    const realPort = await carol.transport.listen(0)
    void nextLink(carol.transport)
    const port = await serve(
      createTcpServer((socket) => {
        const upstream = connect(realPort, HOST).on('error', () => undefined)
        socket.pipe(upstream)
        upstream.on('data', (bytes: Buffer) => socket.write(Buffer.concat([bytes, RUBBISH_RECORD])))
        socket.once('close', () => upstream.destroy())
      }),
    )
    const outcome = await alice.transport.dial(HOST, port).then(
      (link) => {
        collect(link)
        return closeOf(link)
      },
      (error: Error) => error.message,
    )
    expect(outcome).toMatch(/the encryption failed/)
  })

  it.each<[string, () => TlsOptions, string, RegExp]>([
    ['with an RSA key', rsa, 'BAD_SIGNATURE', /not a P-256 key/],
    ['of TLS 1.2', () => ({ maxVersion: 'TLSv1.2' }), 'NO_PEERS', /speaks no TLS 1\.3/],
    [
      'without ALPN',
      () => ({ ALPNProtocols: undefined }) as unknown as TlsOptions,
      'UNSUPPORTED_FORMAT',
      /GTP/,
    ],
    ['of another protocol', () => ({ ALPNProtocols: ['h2'] }), 'OTHER_VERSION', /does not speak GTP/],
  ])('to a server %s is refused', async (_name, options, code, message) => {
    const port = await tlsServer(options())
    await expect(alice.transport.dial(HOST, port)).rejects.toMatchObject({
      name: 'AppError',
      code,
      message: expect.stringMatching(message) as string,
    })
  })

  it('to a server that speaks no TLS is refused', async () => {
    const port = await serve(createTcpServer((socket) => socket.end('SSH-2.0-x\r\n')))
    await expect(alice.transport.dial(HOST, port)).rejects.toMatchObject({
      code: 'NO_PEERS',
      message: expect.stringMatching(/can't be reached: the other side does not speak TLS/) as string,
    })
  })

  it('to a server that stays silent is given up after 5 seconds, or when the node stops', async () => {
    const port = await serve(createTcpServer(() => undefined))
    const start = performance.now()
    const given = carol.transport.dial(HOST, port)
    setTimeout(() => void carol.transport.close(), 200)
    await expect(given).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(alice.transport.dial(HOST, port)).rejects.toMatchObject({ code: 'NO_PEERS' })
    expect(performance.now() - start).toBeGreaterThan(5_000)
    expect(performance.now() - start).toBeLessThan(9_000)
  })

  it('to a closed port says that nothing answers', async () => {
    const port = await carol.transport.listen(0)
    await carol.transport.close()
    await expect(alice.transport.dial(HOST, port)).rejects.toMatchObject({
      code: 'NO_PEERS',
      message: `127.0.0.1:${port} can't be reached: nothing answers there`,
    })
  })

  it('reaches nodes that listen on all addresses by IPv4 as IPv4', async () => {
    const everywhere = createTlsTransport({ ...carol, onHttp: (_request, response) => void response.end() })
    try {
      const port = await everywhere.listen(0)
      const incoming = nextLink(everywhere)
      await alice.transport.dial(HOST, port, carol.peerId)
      expect((await incoming).address).toBe('127.0.0.1')
    } finally {
      await everywhere.close()
    }
  })

  it('moves data fast: the figure is for reading, not for judging', async () => {
    const port = await alice.transport.listen(0)
    const incoming = nextLink(alice.transport)
    const link = await carol.transport.dial(HOST, port, alice.peerId)
    const other = await incoming
    const total = 512 * 1024 * 1024
    const block = new Uint8Array(256 * 1024)
    const start = performance.now()
    let sent = 0
    const fill = () => {
      for (; sent < total && link.buffered < 16 * block.length; sent += block.length) link.write([block])
    }
    link.onDrain(fill)
    let received = 0
    await new Promise<void>((resolve) => {
      other.onBytes((bytes) => {
        received += bytes.length
        if (received === total) resolve()
      })
      fill()
    })
    const seconds = (performance.now() - start) / 1000
    console.log(`one link over TLS on loopback, both ends here: ${Math.round(total / 1e6 / seconds)} MB/s`)
    expect(received).toBe(total)
  })
})
