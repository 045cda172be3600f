/** Strangers at the port: none of them gets a link, takes a place for long, or disturbs the others. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect as connectTcp, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { IDLE_GRACE, MAX_HALF_OPEN_PER_ADDRESS } from '../../src/main/net/limits.ts'
import type { Link } from '../../src/main/net/types.ts'
import { bytesOf, until } from './link-watch.ts'
import { makeTlsNode } from './make-node.ts'

type TlsNode = Awaited<ReturnType<typeof makeTlsNode>>
const HOST = '127.0.0.1'

/** Resolves with the milliseconds until the other side closed; the bytes it sent are in `got`. */
function untilClosed(socket: Socket): Promise<number> {
  const start = performance.now()
  socket.on('error', () => undefined)
  socket.resume()
  return new Promise((resolve) => socket.once('close', () => resolve(performance.now() - start)))
}

describe('strangers', () => {
  let alice: TlsNode
  let bob: TlsNode
  let port: number
  let incoming: Link[]
  const sockets: Socket[] = []
  const folder = mkdtempSync(join(tmpdir(), 'gittorrent-net-'))

  beforeEach(async () => {
    ;[alice, bob] = await Promise.all([
      makeTlsNode((_request, response) => response.end('page')),
      makeTlsNode(),
    ])
    incoming = []
    alice.transport.onLink((link) => incoming.push(link))
    port = await alice.transport.listen(0)
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    await Promise.all([alice.transport.close(), bob.transport.close()])
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const tcp = () => {
    const socket = connectTcp(port, HOST)
    sockets.push(socket)
    return socket
  }
  const tls = (options: ConnectionOptions) => {
    const socket = connectTls({
      host: HOST,
      port,
      rejectUnauthorized: false,
      ALPNProtocols: ['gtp/0.2'],
      cert: bob.certificatePem,
      key: bob.privateKeyPem,
      ...options,
    })
    sockets.push(socket)
    return socket
  }
  /** A certificate made by openssl, around whatever key. */
  const foreign = (name: string, ...key: string[]): ConnectionOptions => {
    const [keyFile, certFile] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)]
    const subject = ['-subj', '/CN=gittorrent', '-days', '2']
    execFileSync(
      'openssl',
      ['req', '-x509', '-nodes', ...key, '-keyout', keyFile, '-out', certFile, ...subject],
      { stdio: 'ignore' },
    )
    return { key: readFileSync(keyFile), cert: readFileSync(certFile) }
  }
  const aliceStillWorks = async () => {
    const link = await bob.transport.dial(HOST, port, alice.peerId)
    await until(() => incoming.length > 0)
    link.write([Uint8Array.of(1, 2, 3)])
    expect(await bytesOf(incoming.at(-1)!, 3)).toEqual(Uint8Array.of(1, 2, 3))
    expect(await (await fetch(`http://${HOST}:${port}/`)).text()).toBe('page')
  }

  it('a fit client made by others gets a link: what follows fails for its own reason', async () => {
    const socket = tls(foreign('p256', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'))
    socket.on('error', () => undefined)
    await until(() => incoming.length === 1)
    expect(incoming[0]!.peerId).toMatch(/^[0-9a-f]{40}$/)
    expect(incoming[0]!.peerId).not.toBe(bob.peerId)
  })

  it.each<[string, () => ConnectionOptions]>([
    ['without a certificate', () => ({ cert: undefined, key: undefined }) as unknown as ConnectionOptions],
    ['with an RSA key', () => foreign('rsa', '-newkey', 'rsa:2048')],
    ['with a P-384 key', () => foreign('p384', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384')],
    ['with an Ed25519 key', () => foreign('ed25519', '-newkey', 'ed25519')],
    ['with TLS 1.2', () => ({ maxVersion: 'TLSv1.2' })],
    ['without ALPN', () => ({ ALPNProtocols: undefined }) as unknown as ConnectionOptions],
    ['with another protocol inside', () => ({ ALPNProtocols: ['h2', 'http/1.1'] })],
  ])('a client %s is dropped', async (_name, options) => {
    const socket = tls(options())
    socket.write('hello')
    expect(await untilClosed(socket)).toBeLessThan(4_000)
    expect(incoming).toEqual([])
    await aliceStillWorks()
  })

  it('sessions are not resumed', async () => {
    const first = tls({})
    first.on('error', () => undefined)
    let session: Buffer | undefined
    first.on('session', (ticket) => (session = ticket))
    await until(() => incoming.length === 1)
    // OpenSSL hands one out all the same; it leads nowhere.
    first.resume()
    await until(() => session !== undefined)
    const second = tls({ session })
    second.on('error', () => undefined)
    await new Promise<void>((resolve) => second.once('secureConnect', resolve))
    expect(second.isSessionReused()).toBe(false)
  })

  it.each([
    ['a TLS record of rubbish', Buffer.concat([Buffer.of(0x16, 3, 1, 2, 0), Buffer.alloc(512, 0xaa)])],
    ['rubbish that is not TLS', Buffer.alloc(4_096, 0xaa)],
    ['an alert', Buffer.of(0x15, 3, 3, 0, 2, 2, 40)],
    ['endless headers', Buffer.from(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(100_000)}`)],
  ])('%s is dropped at once', async (_name, bytes) => {
    const socket = tcp()
    socket.write(bytes)
    expect(await untilClosed(socket)).toBeLessThan(4_000)
    await aliceStillWorks()
  })

  it('silence is dropped after 5 seconds, a handshake that stops after 10, slow headers too', async () => {
    const silent = untilClosed(tcp())
    const halfRecord = tcp()
    halfRecord.write(Buffer.of(0x16, 3, 1))
    const slowHeaders = tcp()
    slowHeaders.write('GET / HTTP/1.1\r\nhost: a\r\n')
    const trickle = setInterval(() => slowHeaders.write('x: y\r\n'), 500)
    const times = await Promise.all([silent, untilClosed(halfRecord), untilClosed(slowHeaders)])
    clearInterval(trickle)
    expect(times[0]).toBeGreaterThan(4_500)
    expect(times[0]).toBeLessThan(15_000)
    expect(times[1]).toBeGreaterThan(9_500)
    expect(times[1]).toBeLessThan(25_000)
    expect(times[2]).toBeGreaterThan(4_500)
    expect(times[2]).toBeLessThan(15_000)
    await aliceStillWorks()
  })

  it('a first byte that comes late, but in time, is as good as any', async () => {
    const socket = tcp()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    socket.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n')
    let answer = ''
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()))
    await untilClosed(socket)
    expect(answer).toContain('200 OK')
  })

  it('one address holds a bounded number of half-open places, and gets them back', async () => {
    const silent = Array.from({ length: 3 * MAX_HALF_OPEN_PER_ADDRESS }, tcp)
    const open = () => silent.filter(({ closed }) => !closed)
    await expect.poll(() => open().length).toBe(MAX_HALF_OPEN_PER_ADDRESS)
    for (const socket of silent) socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await aliceStillWorks()
  })

  it('those of one address that say nothing keep nobody away who is at the same address', async () => {
    const silent: Socket[] = []
    const open = () => {
      if (stopped) return
      const socket = tcp()
      silent.push(socket)
      // Whoever is ended comes again.
      socket.once('close', () => setTimeout(open, 100))
    }
    let stopped = false
    for (let count = 0; count < 2 * MAX_HALF_OPEN_PER_ADDRESS; count++) open()
    await new Promise((resolve) => setTimeout(resolve, 4 * IDLE_GRACE))
    let welcome = 0
    for (let tries = 0; tries < 20; tries++) {
      await bob.transport.dial(HOST, port).then(
        (link) => {
          welcome++
          link.end()
        },
        () => undefined,
      )
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    stopped = true
    for (const socket of silent) socket.destroy()
    expect(welcome).toBeGreaterThan(10)
  })

  it('no way to fail keeps a place', async () => {
    for (let round = 0; round < 3 * MAX_HALF_OPEN_PER_ADDRESS; round++) {
      const rubbish = tcp()
      rubbish.write(Buffer.of(0x16, 1, 2, 3, 4, 5, 6, 7, 8))
      const gone = tcp()
      const noCertificate = tls({ cert: undefined, key: undefined } as unknown as ConnectionOptions)
      noCertificate.write('x')
      gone.once('connect', () => gone.destroy())
      await Promise.all([rubbish, gone, noCertificate].map(untilClosed))
    }
    expect(incoming).toEqual([])
    await aliceStillWorks()
  })
})
