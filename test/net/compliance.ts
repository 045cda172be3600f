/** What every transport has to do, whatever carries its bytes. */
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Link, Transport } from '../../src/main/net/types.ts'
import { bytesOf, closeOf, collect, nextLink, until } from './link-watch.ts'

export interface Node {
  readonly peerId: string
  readonly transport: Transport
}

/** Makes nodes that can reach one another at 127.0.0.1. */
export type MakeNodes = (count: number) => Promise<readonly Node[]>

const HOST = '127.0.0.1'
const MiB = 1024 * 1024
const sha256 = (chunks: readonly Uint8Array[]) => {
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}

export function describeTransport(name: string, makeNodes: MakeNodes): void {
  describe(`a transport: ${name}`, () => {
    let alice: Node
    let bob: Node
    let port: number

    beforeEach(async () => {
      ;[alice, bob] = (await makeNodes(2)) as [Node, Node]
      port = await alice.transport.listen(0)
    })

    afterEach(async () => {
      await Promise.all([alice.transport.close(), bob.transport.close()])
    })

    /** Bob's link to Alice, and her end of it. */
    const connect = async (): Promise<[Link, Link]> => {
      const incoming = nextLink(alice.transport)
      return [await bob.transport.dial(HOST, port, alice.peerId), await incoming]
    }

    it('proves to both who the other is, and says where', async () => {
      const [near, far] = await connect()
      expect([near.peerId, far.peerId]).toEqual([alice.peerId, bob.peerId])
      expect([near.initiated, far.initiated]).toEqual([true, false])
      expect([near.address, near.port, far.address]).toEqual([HOST, port, HOST])
      expect(far.port).toBeGreaterThan(0)
    })

    it('takes anyone where nobody is expected', async () => {
      void nextLink(alice.transport)
      expect((await bob.transport.dial(HOST, port)).peerId).toBe(alice.peerId)
    })

    it('refuses whoever proves another identity', async () => {
      void nextLink(alice.transport)
      await expect(bob.transport.dial(HOST, port, 'ab'.repeat(20))).rejects.toMatchObject({
        name: 'AppError',
        code: 'BAD_SIGNATURE',
        data: { peerId: alice.peerId, expected: 'ab'.repeat(20) },
      })
    })

    it('says so when nobody listens, and takes no names', async () => {
      await alice.transport.close()
      await expect(bob.transport.dial(HOST, port)).rejects.toMatchObject({ code: 'NO_PEERS' })
      for (const address of ['localhost', 'alice.local', '', '127.0.0.1 ', '010.0.0.1', '127.1']) {
        await expect(bob.transport.dial(address, port)).rejects.toMatchObject({ code: 'BAD_INPUT' })
      }
    })

    it('says so when the port is taken', async () => {
      await expect(bob.transport.listen(port)).rejects.toMatchObject({ code: 'PORT_IN_USE' })
    })

    it('delivers bytes in order, both ways, whole', async () => {
      const [near, far] = await connect()
      const sizes = [1, 0, 17, 16_384, 16_385, 300_000, 3]
      const there = sizes.map((size) => new Uint8Array(randomBytes(size)))
      const back = sizes.toReversed().map((size) => new Uint8Array(randomBytes(size)))
      const [gotThere, gotBack] = [bytesOf(far, 332_790), bytesOf(near, 332_790)]
      near.write(there.slice(0, 4))
      for (const chunk of back) far.write([chunk])
      near.write(there.slice(4))
      expect(sha256([await gotThere])).toBe(sha256(there))
      expect(sha256([await gotBack])).toBe(sha256(back))
    })

    it('keeps what arrives before somebody listens', async () => {
      const [near, far] = await connect()
      near.write([Uint8Array.of(1, 2, 3)])
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(await bytesOf(far, 3)).toEqual(Uint8Array.of(1, 2, 3))
    })

    it('pushes back: what a paused reader leaves is buffered, then drained, and nothing is lost', async () => {
      const [near, far] = await connect()
      const block = new Uint8Array(randomBytes(MiB))
      const total = 64 * MiB
      const received = collect(far)
      far.pause()
      await new Promise((resolve) => setTimeout(resolve, 20))
      for (let sent = 0; sent < total; sent += MiB) near.write([block])
      await new Promise((resolve) => setTimeout(resolve, 150))
      const stuck = near.buffered
      // The system's buffers took a part, at the most.
      expect(stuck).toBeGreaterThan(total / 2)
      expect(received.size).toBeLessThan(total / 2)
      let drains = 0
      const drained = new Promise<void>((resolve) =>
        near.onDrain(() => {
          drains++
          resolve()
        }),
      )
      far.resume()
      await drained
      expect(near.buffered).toBe(0)
      await until(() => received.size === total)
      expect(sha256(received.chunks)).toBe(sha256(Array.from({ length: 64 }, () => block)))
      expect(drains).toBe(1)
    })

    it('drains again after each write', async () => {
      const [near, far] = await connect()
      collect(far)
      for (let round = 0; round < 5; round++) {
        const drained = new Promise<void>((resolve) => near.onDrain(resolve))
        near.write([new Uint8Array(100_000)])
        expect(near.buffered).toBeGreaterThan(0)
        await drained
        expect(near.buffered).toBe(0)
      }
    })

    it('ends after what was written, and tells both', async () => {
      const [near, far] = await connect()
      const received = collect(far)
      const closes = Promise.all([closeOf(near), closeOf(far)])
      near.write([new Uint8Array(8 * MiB)])
      near.end()
      near.write([new Uint8Array(1)])
      expect(await closes).toEqual([
        'this side closed the connection',
        'the other side closed the connection',
      ])
      expect(received.size).toBe(8 * MiB)
    })

    it('drops all at once when destroyed, for the reason given, once', async () => {
      const [near, far] = await connect()
      collect(near)
      collect(far)
      const reasons: string[] = []
      near.onClose((reason) => reasons.push(reason))
      const other = closeOf(far)
      near.destroy('it reads too slowly')
      near.destroy('again')
      near.end()
      near.write([new Uint8Array(10)])
      expect(await other).toMatch(/^the other side (closed|broke off) the connection$/)
      expect(reasons).toEqual(['it reads too slowly'])
      expect(near.buffered).toBe(0)
      // Whoever asks later is told as well.
      expect(await closeOf(near)).toBe('it reads too slowly')
    })

    it('holds many links, and closes them all', async () => {
      const incoming: Link[] = []
      alice.transport.onLink((link) => incoming.push(link))
      const links: Link[] = []
      for (let count = 0; count < 60; count++) links.push(await bob.transport.dial(HOST, port, alice.peerId))
      await until(() => incoming.length === 60)
      const got = incoming.map((link) => bytesOf(link, 50_001))
      links.forEach((link, index) => link.write([Uint8Array.of(index), new Uint8Array(50_000)]))
      const first = (await Promise.all(got)).map((bytes) => bytes[0])
      expect(first.toSorted((a, b) => a! - b!)).toEqual(links.map((_, index) => index))
      const closes = Promise.all([...links, ...incoming].map(closeOf))
      links.forEach(collect)
      await alice.transport.close()
      expect(await closes).toHaveLength(120)
      await expect(bob.transport.dial(HOST, port)).rejects.toMatchObject({ code: 'NO_PEERS' })
    })
  })
}
