import type { Socket } from 'node:dgram'
import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { expect, it, vi } from 'vitest'
import { advertised } from './advertised-services.ts'
import type { DnsResponse } from './assemble-services.ts'
import { openLink } from './mdns-link.ts'

const require = createRequire(createRequire(import.meta.url).resolve('bonjour-service'))
const codec = createRequire(require.resolve('multicast-dns'))('dns-packet') as {
  encode(packet: object): Buffer
  decode(bytes: Uint8Array): DnsResponse
}

const peerId = 'ab'.repeat(20)
const { services } = advertised(
  { node: { peerId, name: 'Alice', port: 7411, directorySeq: 0 }, projects: [] },
  0,
)

/** A link on a network where others say `say` and everything said to them is in `sent`. */
function open() {
  const sent: DnsResponse[] = []
  const nothing = () => undefined
  const udp = Object.assign(new EventEmitter(), {
    bind: (_port: number, _address: string, done: () => void) => done(),
    send: (bytes: Buffer, ...rest: [number, number, number, string, (error: null) => void]) => {
      sent.push(codec.decode(bytes))
      rest[4](null)
    },
    close: (done: () => void) => done(),
    address: () => ({ address: '0.0.0.0', port: 5_353, family: 'IPv4' }),
    ...{ setMulticastTTL: nothing, setMulticastLoopback: nothing, setMulticastInterface: nothing },
    ...{ addMembership: nothing, dropMembership: nothing },
  })
  const link = openLink({
    ...{ lan: { name: 'lan0', address: '10.0.0.1', networks: [['10.0.0.1', 24]] }, onLink: () => true },
    ...{ admit: () => true, heard: nothing, asked: nothing, nodes: () => 0, around: () => 0 },
    ...{ udp: () => udp as unknown as Socket, trouble: nothing },
  })
  const say = (packet: object) =>
    udp.emit('message', codec.encode(packet), { address: '10.0.0.9', port: 5_353, family: 'IPv4', size: 0 })
  return { link, sent, say }
}

it('tells that there is our type of services to who asks for types, and to nobody else', async () => {
  vi.useFakeTimers()
  try {
    const { link, sent, say } = open()
    const types = () =>
      sent.flatMap(({ answers }) => answers).filter(({ name }) => name === '_services._dns-sd._udp.local')
    link.advertise(services)
    say({ type: 'query', questions: [{ name: '_gittorrent._tcp.local', type: 'PTR' }] })
    await vi.advanceTimersByTimeAsync(500)
    expect(sent.flatMap(({ answers }) => answers).filter(({ type }) => type === 'SRV')).toHaveLength(2)
    expect(types()).toEqual([])
    say({ type: 'query', questions: [{ name: '_services._dns-sd._udp.local', type: 'PTR' }] })
    await vi.advanceTimersByTimeAsync(500)
    expect(types()).toMatchObject([{ type: 'PTR', data: '_gittorrent._tcp.local' }])
    const closed = link.close(false)
    await vi.advanceTimersByTimeAsync(500)
    await closed
  } finally {
    vi.useRealTimers()
  }
})
