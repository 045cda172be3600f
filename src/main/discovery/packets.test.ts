import { describe, expect, it } from 'vitest'
import { createRequire } from 'node:module'
import { advertised } from './advertised-services.ts'
import { compressNames } from './compress-names.ts'
import { MAX_PACKET_SENT } from './limits.ts'
import { LinkService } from './link-service.ts'
import { packets } from './packets.ts'

const hex = (number: number) => number.toString(16).padStart(40, '0')
const services = (projects: number, name = 'wine') =>
  advertised(
    {
      node: { name: 'Alice', peerId: hex(1), port: 4_000, directorySeq: 1 },
      projects: Array.from({ length: projects }, (_, index) => ({
        // The start of the hash is what makes names differ.
        repoHash: [...hex(index)].reverse().join(''),
        name,
        publisher: { name, peerId: hex(1) },
        seq: 1,
        alternatives: [hex(7), hex(8), hex(9)],
        complete: true,
      })),
    },
    64,
  ).services.map((service) => new LinkService(service, ['10.0.0.1']))

const typesOf = (packet: readonly { type: string }[]) => packet.map(({ type }) => type).join()

describe('packets', () => {
  it('hold what services share once', () => {
    expect(packets(services(1)).map(typesOf)).toEqual(['A,PTR,SRV,TXT,PTR,SRV,TXT'])
    expect(packets([])).toEqual([])
  })

  it('hold whole services only, and all of them', () => {
    const all = packets(services(40))
    expect(all.length).toBeGreaterThan(5)
    for (const packet of all) expect(typesOf(packet)).toMatch(/^A(,PTR,SRV,TXT)+$/)
    expect(new Set(all.flat().flatMap(({ type, name }) => (type === 'SRV' ? [name] : []))).size).toBe(41)
  })

  it('are as full as one Ethernet frame allows, names compressed', () => {
    const require = createRequire(createRequire(import.meta.url).resolve('bonjour-service'))
    const codec = createRequire(require.resolve('multicast-dns'))('dns-packet') as {
      encode(packet: object): Buffer
    }
    const all = packets(services(40))
    const sizes = all.map((answers) => compressNames(codec.encode({ type: 'response', answers })).length)
    for (const size of sizes) expect(size).toBeLessThanOrEqual(MAX_PACKET_SENT)
    // Another service takes no more than 450 bytes.
    for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThan(MAX_PACKET_SENT - 450)
  })

  it('hold one service at least, though its names are as long as they may be', () => {
    expect(packets(services(4, '🦊'.repeat(100))).length).toBe(4)
  })
})

describe('LinkService', () => {
  it('names the address of its link alone, and marks what is unique', () => {
    const [service] = services(0)
    expect(service!.records().map(({ type, name, data }) => [type, name, data])).toEqual([
      ['PTR', '_gittorrent._tcp.local', 'node-0000000000000000._gittorrent._tcp.local'],
      [
        'SRV',
        'node-0000000000000000._gittorrent._tcp.local',
        { port: 4_000, target: 'gt-0000000000000000.local' },
      ],
      ['TXT', 'node-0000000000000000._gittorrent._tcp.local', expect.any(Array)],
      ['PTR', '_services._dns-sd._udp.local', '_gittorrent._tcp.local'],
      ['A', 'gt-0000000000000000.local', '10.0.0.1'],
    ])
    expect(
      [...service!.own, ...service!.shared].filter(({ flush }) => flush).map(({ type }) => type),
    ).toEqual(['SRV', 'TXT', 'A'])
  })

  it('changes its records in place', () => {
    const [service] = services(0)
    const [, server, text] = service!.records()
    service!.change({ instance: '', host: '', port: 5_000, txt: { v: '9' } })
    expect(server!.data).toMatchObject({ port: 5_000 })
    expect(text!.data).toEqual([Buffer.from('v=9')])
    expect(service!.records()[1]).toBe(server)
  })
})
