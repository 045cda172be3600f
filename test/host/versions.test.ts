/** Peers of different protocol versions say so to each other, over real connections, and their users are told. */
import { join } from 'node:path'
import { connect, createServer, type Server, type TLSSocket } from 'node:tls'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createMemoryNetworkDiscovery } from '../../src/main/discovery/memory-discovery.ts'
import { encodeMessage } from '../../src/main/gtp/messages/encode.ts'
import { FrameDecoder } from '../../src/main/gtp/messages/frame-decoder.ts'
import type { Message } from '../../src/main/gtp/types.ts'
import { tlsOptions } from '../../src/main/net/tls-options.ts'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { makeTlsNode } from '../net/make-node.ts'
import { startHostNode, type HostNode } from './start-host-node.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function startAlice(): Promise<{ alice: HostNode; repo: string }> {
  const alice = await startHostNode('Alice', createMemoryNetworkDiscovery())
  closers.push(() => alice.stop())
  const path = join(alice.folder, 'project')
  buildSmallRepository(path)
  const { repoHash: repo } = await alice.call.publish({ path })
  return { alice, repo }
}
const told = async (alice: HostNode) => (await alice.call.status({})).node.self.otherVersions
const warnings = (alice: HostNode) => alice.events().filter(({ kind }) => kind === 'warning')

/** Bob, with a key of his own, whose program is of another version. */
async function bobSpeaking(protocol: string) {
  const { peerId, ...credentials } = await makeTlsNode()
  return { peerId, options: { ...tlsOptions(credentials), ALPNProtocols: [protocol] } }
}
const bobSays = (socket: TLSSocket, version: string) => {
  const hello = { type: 'hello', version, name: 'Bob', port: 0, agent: 'later' } as const
  socket.write(Buffer.concat(encodeMessage(hello)))
}
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  return (server.address() as AddressInfo).port
}

it('who calls in another version hears which one is spoken here, and both users are told', async () => {
  const { alice } = await startAlice()
  const bob = await bobSpeaking('gtp/0.3')
  const heard: Message[] = []
  const decoder = new FrameDecoder()
  const socket = connect({ ...bob.options, host: '127.0.0.1', port: alice.host.context.port })
  socket.on('data', (bytes: Buffer) => heard.push(...decoder.push(bytes)))
  await new Promise((resolve) => socket.once('close', resolve))
  expect(heard).toMatchObject([
    { type: 'hello', version: 'GTP/0.2', name: 'Alice' },
    { type: 'goodbye', code: 'version', text: 'we speak GTP/0.2, you GTP/0.3' },
  ])
  await expect
    .poll(() => told(alice))
    .toMatchObject([{ peerId: bob.peerId, version: 'GTP/0.3', action: 'update yours' }])
  expect(warnings(alice)).toMatchObject([
    { text: expect.stringMatching(/speaks GTP\/0.3, yours GTP\/0.2/) as string },
  ])
  const { checks } = await alice.call.doctor({})
  expect(checks.find(({ id }) => id === 'versions')).toMatchObject({
    state: 'warning',
    hint: 'Update yours.',
  })
})

it('who is called and says that he speaks another version is named to the user, once, and left alone for a while', async () => {
  const { alice, repo } = await startAlice()
  const bob = await bobSpeaking('gtp/0.2')
  let calls = 0
  const server = createServer({ ...bob.options, requestCert: true }, (socket) => {
    calls++
    socket.on('error', () => undefined)
    bobSays(socket, 'GTP/0.3')
    const text = 'we speak GTP/0.3, you GTP/0.2'
    socket.end(Buffer.concat(encodeMessage({ type: 'goodbye', code: 'version', text })))
  })
  const peer = { peerId: bob.peerId, address: '127.0.0.1', port: await listening(server) }
  alice.host.context.swarm.input({ type: 'candidate', repo, peer })
  await expect.poll(() => told(alice)).toMatchObject([{ name: 'Bob', version: 'GTP/0.3' }])
  // A dial that went well is repeated after a second.
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(calls).toBe(1)
  expect(warnings(alice)).toHaveLength(1)
})

it('who is called and understands nothing of it is told of as well', async () => {
  const { alice, repo } = await startAlice()
  const bob = await bobSpeaking('gtp/0.3')
  const server = createServer({ ...bob.options, requestCert: true })
  const peer = { peerId: bob.peerId, address: '127.0.0.1', port: await listening(server) }
  alice.host.context.swarm.input({ type: 'candidate', repo, peer })
  await expect
    .poll(() => told(alice))
    .toMatchObject([{ peerId: bob.peerId, version: null, action: 'update GitTorrent on both computers' }])
})

it('who later speaks the same version is told of no longer', async () => {
  const { alice, repo } = await startAlice()
  const credentials = await makeTlsNode()
  const call = (protocol: string) =>
    connect({
      ...{ ...tlsOptions(credentials), ALPNProtocols: [protocol] },
      ...{ host: '127.0.0.1', port: alice.host.context.port },
    })
  call('gtp/0.3').on('error', () => undefined)
  await expect.poll(() => told(alice)).toHaveLength(1)
  const socket = call('gtp/0.2')
  closers.push(() => socket.destroy())
  bobSays(socket, 'GTP/0.2')
  socket.write(Buffer.concat(encodeMessage({ type: 'join', repo })))
  await expect.poll(() => told(alice)).toEqual([])
})
