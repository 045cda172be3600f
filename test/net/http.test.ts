/** Plain HTTP on the port of the links, while they are at work. */
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchMetainfo } from '../../src/main/net/fetch-shared.ts'
import { sha256 } from '../../src/main/gtp/crypto.ts'
import { createPublicHttp } from '../../src/main/net/http/public-http.ts'
import {
  IDLE_GRACE,
  MAX_HTTP_CONNECTIONS,
  MAX_HTTP_CONNECTIONS_PER_ADDRESS,
} from '../../src/main/net/limits.ts'
import { collect, nextLink, until } from './link-watch.ts'
import { makeTlsNode } from './make-node.ts'

type TlsNode = Awaited<ReturnType<typeof makeTlsNode>>
const HOST = '127.0.0.1'
const HASH = '0123456789abcdef0123456789abcdef01234567'
/** Asked for, it does not come. */
const SLOW = '1'.repeat(40)
const METAINFO = new Uint8Array(3_000_000).map((_, index) => index % 251)

describe('plain HTTP and links on one port', () => {
  let alice: TlsNode
  let bob: TlsNode
  let port: number

  beforeEach(async () => {
    const onHttp = createPublicHttp({
      node: () => ({ name: 'Alice', peerId: alice.peerId, words: 'tidal-mango-orbit-fern' }),
      projects: () => [],
      nameOf: () => null,
      directory: () => null,
      directories: () => null,
      metainfo: (repoHash) =>
        repoHash === SLOW
          ? new Promise(() => undefined)
          : Promise.resolve(repoHash === HASH ? METAINFO : null),
      preview: () => Promise.resolve(null),
      guest: () => Promise.resolve(null),
      announce: () => Promise.resolve(null),
    })
    ;[alice, bob] = await Promise.all([makeTlsNode(onHttp), makeTlsNode()])
    port = await alice.transport.listen(0)
  })
  afterEach(() => Promise.all([alice.transport.close(), bob.transport.close()]))

  it('do not disturb one another', async () => {
    const incoming = nextLink(alice.transport)
    const link = await bob.transport.dial(HOST, port, alice.peerId)
    const received = collect(await incoming)
    const total = 200 * 1024 * 1024
    for (let sent = 0; sent < total; sent += 1024 * 1024) link.write([new Uint8Array(1024 * 1024)])
    for (let round = 0; round < 10; round++) {
      expect(sha256(await fetchMetainfo(HOST, port, HASH))).toBe(sha256(METAINFO))
      expect(await (await fetch(`http://${HOST}:${port}/`)).text()).toContain('<bdi>Alice</bdi> shares')
    }
    await until(() => received.size === total)
  })

  it('tells what is not shared', async () => {
    await expect(fetchMetainfo(HOST, port, 'f'.repeat(40))).rejects.toMatchObject({ code: 'UNKNOWN_PROJECT' })
  })

  it('answers a client that closed its side after asking', async () => {
    const socket = connect(port, HOST)
    socket.end('GET / HTTP/1.0\r\n\r\n')
    let answer = ''
    for await (const bytes of socket) answer += String(bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK.*<\/html>$/s)
  })

  /** Connections that were answered once, and stay. */
  async function linger(count: number, localAddress: string): Promise<Socket[]> {
    const open: Socket[] = []
    while (open.length < count) {
      const socket = connect({ port, host: HOST, localAddress })
      open.push(socket)
      const answered = new Promise((resolve) => socket.once('data', resolve))
      socket.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
      await answered
    }
    return open
  }

  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const asking = (path: string): Socket => {
    const socket = connect(port, HOST)
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`)
    return socket
  }

  it('bounds the connections of one address, and gives places back', async () => {
    const open: Socket[] = []
    // Few at a time, for as long as nobody knows what they want they have fewer places.
    while (open.length < MAX_HTTP_CONNECTIONS_PER_ADDRESS) {
      open.push(...[1, 2, 3, 4].map(() => asking(`/${SLOW}.gittorrent`)))
      await rest(20)
    }
    await rest(4 * IDLE_GRACE)
    await expect(fetchMetainfo(HOST, port, HASH)).rejects.toMatchObject({ code: 'NO_PEERS' })
    expect(open.filter(({ closed }) => closed)).toEqual([])
    // Links have places of their own.
    void nextLink(alice.transport)
    expect((await bob.transport.dial(HOST, port)).peerId).toBe(alice.peerId)
    for (const socket of open) socket.destroy()
    await rest(50)
    expect(await fetchMetainfo(HOST, port, HASH)).toHaveLength(METAINFO.length)
  })

  it('ends one that rests for another of its address', async () => {
    const open = await linger(MAX_HTTP_CONNECTIONS_PER_ADDRESS, HOST)
    await rest(4 * IDLE_GRACE)
    expect(await fetchMetainfo(HOST, port, HASH)).toHaveLength(METAINFO.length)
    await rest(50)
    expect(open.filter(({ closed }) => closed)).toEqual([open[0]])
    for (const socket of open) socket.destroy()
  })

  // Other systems have one address at loopback.
  it.runIf(process.platform === 'linux')(
    'gives a place of those who have most to who has fewer',
    async () => {
      const open: Socket[] = []
      for (let host = 2; open.length < MAX_HTTP_CONNECTIONS; host++)
        open.push(...(await linger(MAX_HTTP_CONNECTIONS_PER_ADDRESS, `127.0.0.${host}`)))
      expect(await fetchMetainfo(HOST, port, HASH)).toHaveLength(METAINFO.length)
      expect(open.filter(({ closed }) => closed)).toHaveLength(1)
      for (const socket of open) socket.destroy()
    },
  )

  it('stops with the node, whatever is still open', async () => {
    const idle = connect(port, HOST)
    idle.on('error', () => undefined)
    const closed = new Promise((resolve) => idle.once('close', resolve))
    await new Promise((resolve) => idle.once('connect', resolve))
    await alice.transport.close()
    await closed
    await expect(fetchMetainfo(HOST, port, HASH)).rejects.toMatchObject({ code: 'NO_PEERS' })
  })
})
